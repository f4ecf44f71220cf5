"""A server that cannot be used is told at once, in one line that says what to do."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from elasticsearch import Elasticsearch

from compoundwatch.config.settings import Secrets
from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import (
    EXIT_FAILED,
    EXIT_LATER,
    EXIT_USAGE,
    CompoundwatchError,
    ConfigError,
    StoreError,
    TryLater,
    UsageError,
)
from index.elastic.access.connection import connect
from tests.servers.fixtures import SecuredServer
from tests.servers.pretender import pretender

IS_ELASTICSEARCH = {"X-elastic-product": "Elasticsearch"}

GREETING = json.dumps({"version": {"number": "9.5.0"}}).encode()

Connect = Callable[..., Elasticsearch]


@pytest.fixture
def reach(tmp_path: Path) -> Iterator[Connect]:
    """Connect to an address; `secrets` as an object, all else as keys of `store:`. Clients are closed at the end."""
    with ExitStack() as clients:

        def to(url: str, secrets: Secrets | None = None, **keys: Any) -> Elasticsearch:
            store = StoreConfig.model_validate({"kind": "elasticsearch", "url": url, "timeout": 10} | keys)
            return clients.enter_context(connect(store, secrets or Secrets(), tmp_path))

        yield to


def told(connecting: Callable[[], object]) -> CompoundwatchError:
    with pytest.raises(CompoundwatchError) as raised:
        connecting()
    assert "\n" not in str(raised.value)
    return raised.value


def operator_of(server: SecuredServer) -> Secrets:
    return Secrets(elasticsearch_user=server.user, elasticsearch_password=server.password)


def test_a_server_without_security_is_reached(reach: Connect, elasticsearch_url: str) -> None:
    assert reach(elasticsearch_url).cluster.health()["status"] in {"green", "yellow"}


def test_a_secured_server_is_reached_with_its_authority_and_a_user(reach: Connect, secured_elasticsearch: SecuredServer) -> None:
    client = reach(secured_elasticsearch.url, operator_of(secured_elasticsearch), ca_file=secured_elasticsearch.ca_file)
    assert client.security.authenticate()["username"] == secured_elasticsearch.user


def test_a_ca_file_is_looked_for_in_the_folder_of_configs(
    reach: Connect, secured_elasticsearch: SecuredServer, tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").write_bytes(secured_elasticsearch.ca_file.read_bytes())
    assert reach(secured_elasticsearch.url, operator_of(secured_elasticsearch), ca_file="ca.pem").ping()


@pytest.mark.parametrize(
    "secrets",
    [
        Secrets(),
        Secrets(elasticsearch_user="operator", elasticsearch_password="wrong"),
        Secrets(elasticsearch_api_key="bm8tc3VjaDprZXk="),
    ],
    ids=["none", "password", "key"],
)
def test_wrong_credentials_are_told(reach: Connect, secured_elasticsearch: SecuredServer, secrets: Secrets) -> None:
    error = told(lambda: reach(secured_elasticsearch.url, secrets, ca_file=secured_elasticsearch.ca_file))
    assert isinstance(error, StoreError)
    assert error.exit_code == EXIT_FAILED
    assert "does not accept the credentials" in str(error)


def test_an_authority_that_is_not_known_is_told(reach: Connect, secured_elasticsearch: SecuredServer) -> None:
    error = told(lambda: reach(secured_elasticsearch.url, operator_of(secured_elasticsearch)))
    assert isinstance(error, StoreError)
    assert "name the authority's file in store.ca_file" in str(error)


@pytest.mark.parametrize(
    ("identity", "days_left", "expected"),
    [("127.0.0.1", -1, "its certificate has expired"), ("elsewhere.example", 1, "made out to another name")],
    ids=["expired", "another name"],
)
def test_a_bad_certificate_is_told(reach: Connect, tmp_path: Path, identity: str, days_left: int, expected: str) -> None:
    authority, now = trustme.CA(), datetime.now(UTC)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    end = now + timedelta(days=days_left)
    certificate = authority.issue_cert(identity, not_before=now - timedelta(days=9), not_after=end)
    with pretender(headers=IS_ELASTICSEARCH, tls=server_context(certificate)) as url:
        error = told(lambda: reach(url, ca_file="ca.pem"))
    assert isinstance(error, StoreError)
    assert expected in str(error)


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, json.dumps({"version": {"distribution": "opensearch", "number": "3.8.0"}}).encode()),
        (404, b"{}"),
        (406, json.dumps({"error": "Content-Type header is not supported", "status": 406}).encode()),
        (405, b""),
    ],
)
def test_another_product_is_told(reach: Connect, status: int, body: bytes) -> None:
    with pretender(body, status=status) as url:
        error = told(lambda: reach(url))
    assert isinstance(error, StoreError)
    assert "is not Elasticsearch" in str(error)


def test_a_web_page_instead_of_a_server_is_told(reach: Connect) -> None:
    with pretender(b"<html>Welcome</html>", headers={"Content-Type": "text/html"}) as url:
        error = told(lambda: reach(url))
    assert isinstance(error, StoreError)
    assert "correct store.url" in str(error)


def test_an_older_server_that_knows_the_question_is_told(reach: Connect) -> None:
    body = json.dumps({"version": {"number": "8.19.3"}}).encode()
    with pretender(body, headers=IS_ELASTICSEARCH) as url:
        assert "is Elasticsearch 8.19.3; expected version 9" in str(told(lambda: reach(url)))


def test_an_older_server_that_refuses_the_client_is_told(reach: Connect) -> None:
    """The answer of version 8 to a client of version 9."""
    why = {"type": "status_exception", "reason": "Accept version must be either version 8 or 7, but found 9."}
    cause = {"type": "media_type_header_exception", "reason": "Invalid media-type value on headers [Accept]", "caused_by": why}
    body = json.dumps({"error": {"root_cause": [cause], **cause}, "status": 400}).encode()
    with pretender(body, status=400, headers=IS_ELASTICSEARCH) as url:
        assert "is Elasticsearch 8, which is too old" in str(told(lambda: reach(url)))


@pytest.mark.parametrize("status", [403, 405])
def test_a_server_that_will_not_say_its_version_is_used(reach: Connect, status: int) -> None:
    with pretender(status=status, headers=IS_ELASTICSEARCH) as url:
        assert reach(url)


def test_nothing_listening_is_told_and_worth_a_later_try(reach: Connect) -> None:
    with socket.socket() as bound:  # bound, so that nobody else takes the port, but not listening
        bound.bind(("127.0.0.1", 0))
        error = told(lambda: reach(f"http://127.0.0.1:{bound.getsockname()[1]}"))
    assert isinstance(error, TryLater)
    assert error.exit_code == EXIT_LATER
    assert "nothing listens there" in str(error)


def test_a_server_that_never_answers_is_given_up(reach: Connect) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = told(lambda: reach(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.1))
    assert isinstance(error, TryLater)
    assert "does not answer in time" in str(error)


def test_a_busy_server_is_worth_a_later_try(reach: Connect) -> None:
    with pretender(status=429, headers=IS_ELASTICSEARCH) as url:
        error = told(lambda: reach(url))
    assert isinstance(error, TryLater)


def test_a_server_that_is_busy_for_a_moment_is_waited_for(reach: Connect) -> None:
    with pretender(GREETING, busy=[503, 429], headers=IS_ELASTICSEARCH) as url:
        started = time.monotonic()
        assert reach(url)
    assert time.monotonic() - started > 0.25  # half of the first pause at least: it does not hammer a busy server


def test_https_to_a_server_that_speaks_http_is_told(reach: Connect, elasticsearch_url: str) -> None:
    error = told(lambda: reach(elasticsearch_url.replace("http:", "https:")))
    assert isinstance(error, StoreError)
    assert "does not speak TLS" in str(error)


def test_http_to_a_server_that_speaks_https_says_so(reach: Connect, secured_elasticsearch: SecuredServer) -> None:
    error = told(lambda: reach(secured_elasticsearch.url.replace("https:", "http:")))
    assert "write https:// in store.url" in str(error)


@pytest.mark.parametrize(("content", "expected"), [(None, "No such file"), ("no certificate", "is no PEM file")])
def test_a_ca_file_that_cannot_be_used_is_named(reach: Connect, tmp_path: Path, content: str | None, expected: str) -> None:
    if content is not None:
        (tmp_path / "ca.pem").write_text(content, encoding="utf-8")
    error = told(lambda: reach("https://127.0.0.1:1", ca_file="ca.pem"))
    assert isinstance(error, ConfigError)
    assert expected in str(error)
    assert str(tmp_path / "ca.pem") in str(error)


@pytest.mark.parametrize(
    "secrets",
    [
        Secrets(elasticsearch_api_key="key", elasticsearch_user="operator", elasticsearch_password="word"),
        Secrets(elasticsearch_user="operator"),
        Secrets(elasticsearch_password="word"),
        Secrets(elasticsearch_api_key="two\nlines"),
    ],
    ids=["key and user", "no password", "no user", "no key"],
)
def test_secrets_that_make_no_sense_are_told_without_showing_them(reach: Connect, secrets: Secrets) -> None:
    error = told(lambda: reach("http://127.0.0.1:1", secrets))
    assert isinstance(error, UsageError)
    assert error.exit_code == EXIT_USAGE
    assert "word" not in str(error).replace("PASSWORD", "")
    assert "lines" not in str(error)
