"""Loading objects over Kibana's API, against a stub that checks the request as Kibana does."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from compoundwatch.errors import CompoundwatchError, StoreError, TryLater
from index.kibana.export import objects
from index.kibana.importing import Kibana
from tests.index.kibana.stub import StubKibana, running

ALL = [made for group in objects().values() for made in group]
KEY = "ApiKey bWFkZTp1cA=="


@pytest.fixture
def stub() -> Iterator[StubKibana]:
    with running(StubKibana(authorization=KEY)) as answering:
        yield answering


@pytest.fixture
def kibana(stub: StubKibana) -> Kibana:
    return Kibana(stub.url, "analysts", KEY, pause=0.001)


def test_all_objects_go_in_one_file_of_one_request(stub: StubKibana, kibana: Kibana) -> None:
    imported = kibana.load(ALL, overwrite=True)
    (asked,) = stub.asked
    assert (asked.method, asked.path, asked.query) == ("POST", "/s/analysts/api/saved_objects/_import", {"overwrite": ["true"]})
    assert asked.headers["kbn-xsrf"] == "true"
    assert asked.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert (asked.parts, asked.filename) == (["file"], "compoundwatch.ndjson")
    assert asked.objects() == ALL
    assert {found.outcome for found in imported} == {"created"}
    assert len(imported) == len(ALL)


def test_the_default_space_has_no_prefix_and_a_base_path_is_kept(stub: StubKibana) -> None:
    Kibana(f"{stub.url}/base", "default", KEY).load(ALL, overwrite=True)
    assert stub.asked[0].path == "/base/api/saved_objects/_import"


def test_the_same_again_overwrites_and_leaves_the_same(stub: StubKibana, kibana: Kibana) -> None:
    kibana.load(ALL, overwrite=True)
    before = dict(stub.spaces["analysts"])
    assert {found.outcome for found in kibana.load(ALL, overwrite=True)} == {"overwritten"}
    assert stub.spaces["analysts"] == before


def test_without_overwriting_what_is_there_is_a_conflict_and_holds_the_rest_back(stub: StubKibana, kibana: Kibana) -> None:
    kibana.load(ALL[:1], overwrite=False)
    imported = kibana.load(ALL, overwrite=False)
    outcomes = [found.outcome for found in imported]
    assert outcomes == ["conflict", *["held_back"] * (len(ALL) - 1)]
    assert len(stub.spaces["analysts"]) == 1


def test_a_missing_reference_is_named(kibana: Kibana) -> None:
    lens = next(made for made in ALL if made["type"] == "lens")
    (found,) = kibana.load([lens], overwrite=True)
    assert (found.outcome, found.why) == ("missing_reference", "lacks index-pattern compoundwatch-postings")


def test_words_of_the_answer_are_made_safe(stub: StubKibana, kibana: Kibana) -> None:
    failed = {"type": "map", "id": "x", "error": {"type": "unknown", "message": "a\x1b[31m\nb"}}
    stub.answers.append((200, {}, json.dumps({"success": False, "errors": [failed]}).encode()))
    (found,) = kibana.load(ALL, overwrite=True)
    assert (found.outcome, found.why.isprintable()) == ("failed", True)


def test_a_type_that_this_kibana_does_not_know_is_reported_and_the_rest_is_written(stub: StubKibana, kibana: Kibana) -> None:
    unknown = {"type": "map", "id": "x", "title": "X", "error": {"type": "unsupported_type"}}
    written = {"type": "lens", "id": "y", "meta": {"title": "Y"}}
    answer = {"success": False, "successResults": [written], "errors": [unknown]}
    stub.answers.append((200, {}, json.dumps(answer).encode()))
    assert [(found.title, found.outcome) for found in kibana.load(ALL, overwrite=True)] == [("X", "unsupported"), ("Y", "created")]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_kibana_is_asked_again(stub: StubKibana, kibana: Kibana, status: int) -> None:
    stub.answers.append((status, {}, b"busy"))
    assert {found.outcome for found in kibana.load(ALL, overwrite=True)} == {"created"}
    assert len(stub.asked) == 2


def test_what_must_not_arrive_twice_is_not_sent_again(stub: StubKibana, kibana: Kibana) -> None:
    stub.answers.append((503, {}, b"busy"))
    with pytest.raises(TryLater, match="503"):
        kibana.load(ALL, overwrite=False)
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (400, StoreError, "refuses the file"),
        (401, StoreError, "COMPOUNDWATCH_KIBANA_API_KEY"),
        (403, StoreError, "space analysts"),
        (404, StoreError, "no space analysts"),
        (413, StoreError, "maxImportPayloadBytes"),
        (302, StoreError, "refuses the file"),
        (500, TryLater, "500"),
    ],
)
def test_a_refusal_is_one_line_that_says_what_to_do(
    stub: StubKibana, kibana: Kibana, status: int, kind: type[CompoundwatchError], said: str
) -> None:
    stub.answers.append((status, {"location": "https://elsewhere.example/"}, b'{"message":\n"no"}'))
    with pytest.raises(kind, match=said) as raised:
        kibana.load(ALL, overwrite=True)
    assert len(str(raised.value).splitlines()) == 1
    assert len(stub.asked) == 1


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b"null", b'{"success": true, "errors": 1}', b'{"errors": [{"id": 1}]}'])
def test_what_is_not_kibana_is_told(stub: StubKibana, kibana: Kibana, body: bytes) -> None:
    stub.answers.append((200, {}, body))
    with pytest.raises(StoreError, match="not Kibana"):
        kibana.load(ALL, overwrite=True)


def test_a_machine_that_does_not_answer_is_for_later() -> None:
    with pytest.raises(TryLater, match="cannot be reached"):
        Kibana("http://127.0.0.1:1", "default", pause=0.001).load(ALL, overwrite=True)


def test_the_key_is_in_no_repr() -> None:
    assert "bWFkZTp1cA" not in repr(Kibana("http://127.0.0.1:1", "default", KEY))


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def encrypted(authority: trustme.CA) -> Iterator[StubKibana]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with running(StubKibana(), server) as answering:
        yield answering


def test_the_named_authority_is_trusted(encrypted: StubKibana, authority: trustme.CA, tmp_path: Path) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    kibana = Kibana(encrypted.url, "default", ca_file=tmp_path / "ca.pem")
    assert all(found.done for found in kibana.load(ALL, overwrite=True))


def test_a_certificate_of_an_unknown_authority_stops_it(encrypted: StubKibana) -> None:
    with pytest.raises(StoreError, match=r"kibana\.ca_file"):
        Kibana(encrypted.url, "default", pause=0.001).load(ALL, overwrite=True)
    assert not encrypted.asked
