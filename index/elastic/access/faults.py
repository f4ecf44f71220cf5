"""What a fault of the server means, in one line that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.errors import CompoundwatchError, StoreError, TryLater
from compoundwatch.text import one_line

if TYPE_CHECKING:
    from elasticsearch import ApiError, TransportError

_HELP: Final = "docs/elasticsearch.md"
_WRITE_BLOCK: Final = "FORBIDDEN/8/"
# A server's own words are cut to this many characters.
_LONGEST: Final = 300

# `action [a] is unauthorized for API key id [k] of user [u] on indices [i], this action is granted by the index privileges [p,q]`
_ACTION: Final = re.compile(r"action \[(\S{1,200})\] is unauthorized")
_INDICES: Final = re.compile(r" on indices \[([^\]]{1,500})\]")
_GRANTED: Final = re.compile(r"granted by the (index|cluster) privileges \[([^\],]{1,100})")
_ACCEPTED: Final = re.compile(r"must be either version (\d+)")


@contextmanager
def explained(where: str = "the server of the store (store.url in app.yml)") -> Iterator[None]:
    """Turn every fault of the client, the connection and the server into StoreError or TryLater.

    `where` names the server to the reader. TryLater for what may heal by itself: no answer, time-out, 429, 5xx, a full disk.
    """
    from elasticsearch import ApiError, TransportError

    try:
        yield
    except ApiError as error:
        raise _of_answer(error, where) from error
    except TransportError as error:
        raise _of_connection(error, where) from error


def _of_connection(error: TransportError, where: str) -> CompoundwatchError:
    from elasticsearch import ConnectionError as NoConnection
    from elasticsearch import ConnectionTimeout, SSLError

    cause = _shown(error.message)
    if isinstance(error, SSLError):
        return StoreError(f"{where}: {_of_certificate(cause)}")
    if isinstance(error, ConnectionTimeout):
        return TryLater(f"{where} does not answer in time (store.timeout in app.yml); try again later")
    if isinstance(error, NoConnection) and "Failed to resolve" in cause:
        return StoreError(f"{where}: no machine of that name is known; correct store.url in app.yml")
    if isinstance(error, NoConnection):
        return TryLater(f"{where} cannot be reached: {_why_unreachable(cause)}")
    return StoreError(f"{where} answers what no Elasticsearch answers; correct store.url in app.yml ({cause})")


def _why_unreachable(cause: str) -> str:
    if "refused" in cause:
        return "nothing listens there; start Elasticsearch, or correct store.url in app.yml"
    if "closed connection" in cause or "Connection aborted" in cause:
        return "it closes the connection; try again later, or write https:// in store.url if it was never reached so far"
    return cause


def _of_certificate(cause: str) -> str:
    """The words are OpenSSL's (x509_txt.c), and urllib3's for the name."""
    if "has expired" in cause:
        return "its certificate has expired; the operator of the server must renew it"
    if "self-signed" in cause or "self signed" in cause or "local issuer" in cause:
        return "its certificate is signed by an authority that is not known here; name the authority's file in store.ca_file"
    if "match" in cause:
        return "its certificate is made out to another name; use that name in store.url"
    if "WRONG_VERSION_NUMBER" in cause or "record layer failure" in cause:
        return "it does not speak TLS; is https:// right in store.url?"
    return f"no safe connection: {cause}"


def _of_answer(error: ApiError, where: str) -> CompoundwatchError:
    from elasticsearch import UnsupportedProductError

    kind, reason, status = _kind(error), _reason(error), error.meta.status
    if isinstance(error, UnsupportedProductError):
        return StoreError(f"{where} answers, but is not Elasticsearch; correct store.url in app.yml")
    if kind == "cluster_block_exception":
        return _of_block(reason, where)
    if status == 429 or status >= 500:
        return TryLater(f"{where} is too busy or not ready ({status} {reason}); try again later")
    if status == 409:
        return TryLater(f"{where}: somebody else changed the same thing at the same moment; try again")
    return StoreError(f"{where} {_refusal(kind, reason, status)}")


def _refusal(kind: str, reason: str, status: int) -> str:
    if kind == "media_type_header_exception":
        return f"is Elasticsearch {_version(reason)}, which is too old; expected version 9 or newer"
    if status == 401:
        return (
            "does not accept the credentials; check COMPOUNDWATCH_ELASTICSEARCH_API_KEY, "
            "or COMPOUNDWATCH_ELASTICSEARCH_USER and COMPOUNDWATCH_ELASTICSEARCH_PASSWORD"
        )
    if status == 403:
        return f"forbids it: {_missing_right(reason)}; see {_HELP}, Keys and roles"
    if kind in {"index_not_found_exception", "alias_not_found_exception"}:
        return f"lacks an index ({reason}); run `compoundwatch store setup`"
    return f"refuses a request: {status} {kind}: {reason}"


def _of_block(reason: str, where: str) -> CompoundwatchError:
    if "flood-stage" in reason:
        return TryLater(f"{where}: its disk is nearly full, so that it takes nothing more; make room there ({reason})")
    if _WRITE_BLOCK in reason:
        return TryLater(
            f"{where} takes no change just now, as in the last step of `compoundwatch store migrate`: try again later;"
            f" where nobody migrates see {_HELP}, Changing the mapping ({reason})"
        )
    return StoreError(f"{where} takes no change: {reason}; see {_HELP}, When something is wrong")


def _missing_right(reason: str) -> str:
    action, indices, granted = _ACTION.search(reason), _INDICES.search(reason), _GRANTED.search(reason)
    if not action:
        return reason
    on = f" on {indices[1]}" if indices else ""
    needs = f"the {granted[1]} right `{granted[2]}`" if granted else "more rights"
    return f"the key or user needs {needs}{on} (for {action[1]})"


def _version(reason: str) -> str:
    newest = _ACCEPTED.search(reason)
    return newest[1] if newest else "of another version"


def _kind(error: ApiError) -> str:
    return _shown(_first_cause(error).get("type") or error.message)


def _reason(error: ApiError) -> str:
    """The server's own words, the innermost where they are nested."""
    cause = _first_cause(error)
    deepest = cause.get("caused_by") if isinstance(cause.get("caused_by"), dict) else {}
    return _shown((deepest or {}).get("reason") or cause.get("reason") or error.message)


def _first_cause(error: ApiError) -> dict[str, Any]:
    """`{"type", "reason", "caused_by"}` of an answer `{"error": {"root_cause": [...]}}`; empty where it has another shape."""
    told = error.body.get("error") if isinstance(error.body, dict) else None
    if not isinstance(told, dict):
        return {}
    roots = told.get("root_cause")
    first = roots[0] if isinstance(roots, list) and roots and isinstance(roots[0], dict) else {}
    return {**told, **first}


def _shown(text: object) -> str:
    return one_line(str(text), _LONGEST)
