"""Each key does its work on a server with security, and nothing else."""

from __future__ import annotations

import pytest
from elasticsearch import AuthorizationException

from compoundwatch.errors import StoreError
from compoundwatch.posting import posting_id
from index.elastic.access.roles import ROLES, Role
from index.elastic.schema.mapping import install
from index.query import parse_query
from tests.index.elastic.secured.conftest import NOW, POSTING, Installation, OpenAs


def test_the_writer_writes_settles_and_erases(open_as: OpenAs) -> None:
    store = open_as("writer")
    another = POSTING.model_copy(update={"id": posting_id("board", "two"), "native_id": "two", "text": "Another line of work"})
    assert store.upsert([another], at=NOW).events == {"new": 1}
    assert store.sighted([another.id], [], at=NOW).seq >= 1
    assert store.erase(another.id, at=NOW)


@pytest.mark.parametrize("role", ["reader", "matcher"])
def test_who_reads_searches_and_gets(open_as: OpenAs, role: Role) -> None:
    store = open_as(role)
    assert [posting.id for posting in store.search(parse_query("typing")).postings] == [POSTING.id]
    assert store.get(POSTING.id) is not None
    assert store.campaign("none") == "none"


def test_the_reader_reads_revisions(open_as: OpenAs) -> None:
    assert [revision.posting.text for revision in open_as("reader").revisions(POSTING.id)] == ["Typing work at home"]


def test_the_matcher_reads_changes(open_as: OpenAs) -> None:
    store = open_as("matcher")
    assert POSTING.id in {change.posting.id for change in store.since(0)}
    assert store.last_seq() >= 1


@pytest.mark.parametrize("role", ["setup", "writer"])
def test_setup_again_is_for_its_own_key(installed: Installation, role: Role) -> None:
    with installed.client(role) as client:
        if role == "setup":
            install(client, installed.names, installed.config())
        else:
            with pytest.raises(AuthorizationException):
                install(client, installed.names, installed.config())


@pytest.mark.parametrize("role", ["reader", "matcher"])
def test_who_only_reads_cannot_write(open_as: OpenAs, role: Role) -> None:
    changed = POSTING.model_copy(update={"text": "Quite other work"})
    with pytest.raises(StoreError, match="forbids it: the key or user needs the index right"):
        open_as(role).upsert([changed], at=NOW)


@pytest.mark.parametrize("role", ["reader", "matcher"])
def test_who_only_reads_cannot_erase(open_as: OpenAs, role: Role) -> None:
    with pytest.raises(StoreError, match="forbids it: the key or user needs the index right"):
        open_as(role).erase(POSTING.id, at=NOW)
    assert open_as("reader").get(POSTING.id) is not None


def test_the_matcher_cannot_read_what_alerts_do_not_need(open_as: OpenAs, installed: Installation) -> None:
    with installed.client("matcher") as client, pytest.raises(AuthorizationException):
        client.search(index=installed.names.reading("revisions"))


@pytest.mark.parametrize("role", ["writer", "reader", "matcher"])
def test_no_month_can_be_dropped_but_by_setup(installed: Installation, role: Role) -> None:
    with installed.client(role) as client, pytest.raises(AuthorizationException):
        client.indices.delete(index=installed.names.month_index("2026.11"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("index", ["other-postings", "{prefix}-other-postings", "{prefix}-idsother"])
def test_no_key_reaches_another_prefix(installed: Installation, role: Role, index: str) -> None:
    index = index.format(prefix=installed.names.prefix)
    with installed.client(role) as client:
        with pytest.raises(AuthorizationException):
            client.search(index=index)
        with pytest.raises(AuthorizationException):
            client.index(index=index, document={})


@pytest.mark.parametrize("role", ROLES)
def test_no_key_makes_users_or_reads_the_cluster(installed: Installation, role: Role) -> None:
    with installed.client(role) as client:
        with pytest.raises(AuthorizationException):
            client.security.put_user(username="somebody", password="long enough", roles=["superuser"])
        with pytest.raises(AuthorizationException):
            client.cluster.state()
