"""The one place that makes a client of the server store, with time limits, retries and certificate checking always on."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from compoundwatch.config.settings import Secrets, secret_variable
from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import ConfigError, StoreError, UsageError
from index.elastic.access.faults import explained

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

__all__ = ["connect", "explained"]

# The client speaks to servers of its own major version and of the next.
_OLDEST_MAJOR: Final = 9
# The first question is not worth a long wait: who has just typed a command wants to know.
_FIRST_RETRIES: Final = 2

# A key may lack the right to ask for the version (403); a server reduced to the bare engine has no such question (405).
_NO_VERSION: Final = (403, 405)
_PRODUCT: Final = "x-elastic-product"


def connect(store: StoreConfig, secrets: Secrets, configs: Path) -> Elasticsearch:
    """A client of the configured server, which has answered once; close it when done.

    `configs` is the folder that `store.ca_file` is taken from. A request is tried again by the client itself after 429, 502,
    503, 504, a lost connection or a time-out, up to `store.retries` times with growing pauses: write nothing that must
    not arrive twice without an id of its own.
    Raises ConfigError and UsageError for settings, StoreError for a server that cannot be used, TryLater for one that is
    down or busy.
    """
    from elasticsearch import Elasticsearch, OrjsonSerializer

    from index.elastic.access.transport import PatientTransport

    if store.url is None:
        raise ConfigError(configs / "app.yml", None, "store.url", "is missing; expected the server's address")
    client = Elasticsearch(
        _with_port(store.url),
        **_encryption(store, configs),
        **_credentials(secrets),
        request_timeout=store.timeout,
        max_retries=store.retries,
        transport_class=PatientTransport,
        serializer=OrjsonSerializer(),
    )
    try:
        _check(client, store.url)
    except BaseException:
        client.close()
        raise
    return client


def _with_port(url: str) -> str:
    """The client wants a port; an address without one means that of its scheme."""
    parts = urlsplit(url)
    if parts.port is not None:
        return url
    return parts._replace(netloc=f"{parts.netloc}:{443 if parts.scheme == 'https' else 80}").geturl()


def _encryption(store: StoreConfig, configs: Path) -> dict[str, Any]:
    """With a file of its own, that authority alone is trusted; without, those that this machine trusts."""
    if store.url is None or not store.url.startswith("https:"):
        return {}
    if store.ca_file is None:
        return {"ssl_context": ssl.create_default_context()}
    file = configs / store.ca_file
    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:  # an ssl.SSLError is one too
        why = "is no PEM file of certificates" if isinstance(error, ssl.SSLError) else error.strerror
        raise ConfigError(configs / "app.yml", None, "store.ca_file", f"{file}: {why}") from None
    return {"ca_certs": str(file)}


def _credentials(secrets: Secrets) -> dict[str, Any]:
    key, user, password = secrets.elasticsearch_api_key, secrets.elasticsearch_user, secrets.elasticsearch_password
    names = [secret_variable(f"elasticsearch_{part}") for part in ("api_key", "user", "password")]
    if key and (user or password):
        raise UsageError(f"set {names[0]}, or {names[1]} and {names[2]}, but not both")
    if bool(user) != bool(password):
        raise UsageError(f"{names[1]} and {names[2]} belong together; one of them is missing")
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        raise UsageError(f"{names[0]} is no key; expected the one line that `compoundwatch store setup` prints")
    if key:
        return {"api_key": key}
    return {"basic_auth": (user, password)} if user else {}


def _check(client: Elasticsearch, url: str) -> None:
    """Ask once, so that a wrong server, version or secret is told at the start and not in the middle of a run."""
    from elasticsearch import ApiError

    asking = client.options(max_retries=_FIRST_RETRIES, ignore_status=_NO_VERSION)
    with explained(url):
        try:
            answer = asking.perform_request("GET", "/", headers={"accept": "application/json"})
        except ApiError as error:
            if error.meta.status in {400, 404, 406} and _PRODUCT not in error.meta.headers:
                raise _another_product(url) from None
            raise
    if answer.meta.status == 405 and _PRODUCT not in answer.meta.headers:
        raise _another_product(url)
    if answer.meta.status == 200:
        _require_major(str(answer.body["version"]["number"]), url)


def _another_product(url: str) -> StoreError:
    return StoreError(f"{url} answers, but is not Elasticsearch; correct store.url in app.yml")


def _require_major(version: str, url: str) -> None:
    major = version.partition(".")[0]
    if not major.isdecimal() or int(major) < _OLDEST_MAJOR:
        raise StoreError(f"{url} is Elasticsearch {version}; expected version {_OLDEST_MAJOR} or newer")
