"""Each key does its work on a server with security, and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from elasticsearch import AuthenticationException, AuthorizationException, Elasticsearch

from compoundwatch.config.settings import Secrets
from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import StoreError
from compoundwatch.posting import TaggedPosting, posting_id
from enrich.risk import assess
from index.elastic.connection import connect
from index.elastic.keys import Key, create_keys, has_security, invalidate
from index.elastic.mapping import install
from index.elastic.names import Names
from index.elastic.roles import ROLES, Role, role_descriptor
from index.elasticsearch import ElasticsearchStore
from index.query import parse_query
from tests.index.elastic.conftest import remove_all
from tests.servers.fixtures import SecuredServer

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
POSTING = TaggedPosting.model_validate(
    {
        "id": posting_id("board", "one"), "source": "board", "native_id": "one", "url": "https://board.example/one",
        "kind": "job", "text": "Typing work abroad", "fetched_at": NOW, "enrich_version": "1",
    }
)  # fmt: skip

OpenAs = Callable[[Role], ElasticsearchStore]


@dataclass(frozen=True, slots=True)
class Installation:
    """A store on the secured server, with one posting, and a key for each role."""

    server: SecuredServer
    names: Names
    keys: dict[Role, Key]

    def config(self) -> StoreConfig:
        return config_of(self.server, self.names)

    def client(self, role: Role) -> Elasticsearch:
        return connect(self.config(), Secrets(elasticsearch_api_key=self.keys[role].encoded), Path())


def config_of(server: SecuredServer, names: Names) -> StoreConfig:
    return StoreConfig(kind="elasticsearch", url=server.url, prefix=names.prefix, ca_file=server.ca_file, replicas=0)


@pytest.fixture(scope="module")
def operator(secured_elasticsearch: SecuredServer) -> Iterator[Elasticsearch]:
    server = secured_elasticsearch
    user = Secrets(elasticsearch_user=server.user, elasticsearch_password=server.password)
    with connect(config_of(server, Names("none")), user, Path()) as client:
        yield client


@pytest.fixture
def other_names(operator: Elasticsearch) -> Iterator[Names]:
    """A prefix without a store; keys made for it are invalidated."""
    names = Names(f"keys-{secrets.token_hex(5)}")
    yield names
    forget(operator, names)


@pytest.fixture(scope="module")
def installed(operator: Elasticsearch, secured_elasticsearch: SecuredServer) -> Iterator[Installation]:
    names = Names(f"roles-{secrets.token_hex(5)}")
    keys = {key.role: key for key in create_keys(operator, names)}
    made = Installation(secured_elasticsearch, names, keys)
    try:
        with made.client("setup") as client:
            install(client, names, made.config())
        with opened(made, "writer") as store:
            store.upsert([POSTING], at=NOW)
        yield made
    finally:
        forget(operator, names)


@pytest.fixture
def open_as(installed: Installation) -> Iterator[OpenAs]:
    with ExitStack() as stores:
        yield lambda role: stores.enter_context(opened(installed, role))


def opened(installed: Installation, role: Role) -> ElasticsearchStore:
    folder = Path("/nowhere")  # nothing is refused for good here, so that nothing is written there
    client = installed.client(role)
    return ElasticsearchStore(client, installed.names, installed.config(), assess, dead_letters=folder, compounds={})


def forget(operator: Elasticsearch, names: Names) -> None:
    remove_all(operator, names.prefix)
    invalidate(operator, [key["id"] for key in operator.security.get_api_key(name=f"{names.prefix}-*")["api_keys"]])


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
    assert open_as("reader").revisions(POSTING.id) == []


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


def test_a_key_that_is_there_stays_and_is_not_shown_again(operator: Elasticsearch, other_names: Names) -> None:
    (first,) = create_keys(operator, other_names, ["reader"])
    (again,) = create_keys(operator, other_names, ["reader"])
    assert first.encoded
    assert (again.id, again.encoded) == (first.id, None)


def test_a_renewed_key_takes_the_place_of_the_old_one(
    operator: Elasticsearch, other_names: Names, secured_elasticsearch: SecuredServer
) -> None:
    (first,) = create_keys(operator, other_names, ["reader"])
    (renewed,) = create_keys(operator, other_names, ["reader"], renew=True)
    config = config_of(secured_elasticsearch, other_names)
    connect(config, Secrets(elasticsearch_api_key=renewed.encoded), Path()).close()
    with pytest.raises(StoreError, match="does not accept the credentials"):
        connect(config, Secrets(elasticsearch_api_key=first.encoded), Path())


def test_a_secret_is_in_no_repr(operator: Elasticsearch, other_names: Names) -> None:
    (key,) = create_keys(operator, other_names, ["reader"])
    assert key.encoded
    assert key.encoded not in repr(key)


def test_a_native_user_with_fewer_rights_makes_no_weaker_keys(
    operator: Elasticsearch, other_names: Names, secured_elasticsearch: SecuredServer
) -> None:
    name = other_names.prefix
    operator.security.put_role(name=name, cluster=["manage_own_api_key"], indices=role_descriptor(other_names, "reader")["indices"])
    operator.security.put_user(username=name, password="long enough", roles=[name])
    user = Secrets(elasticsearch_user=name, elasticsearch_password="long enough")
    try:
        with (
            connect(config_of(secured_elasticsearch, other_names), user, Path()) as client,
            pytest.raises(StoreError, match=r"lacks rights that the keys should have: .*manage_index_templates"),
        ):
            create_keys(client, other_names)
    finally:
        operator.security.delete_user(username=name)
        operator.security.delete_role(name=name)


def test_a_key_makes_no_keys(installed: Installation) -> None:
    with installed.client("setup") as client, pytest.raises(StoreError, match="made by a user, not by another key"):
        create_keys(client, installed.names)


def test_a_server_without_security_is_told_so(elasticsearch_url: str) -> None:
    with Elasticsearch(elasticsearch_url) as client:
        assert not has_security(client)
        with pytest.raises(StoreError, match="no security switched on"):
            create_keys(client, Names("none"))


def test_an_invalidated_key_opens_nothing(operator: Elasticsearch, other_names: Names) -> None:
    (key,) = create_keys(operator, other_names, ["reader"])
    assert key.encoded
    invalidate(operator, [key.id])
    with pytest.raises(AuthenticationException):
        operator.options(api_key=key.encoded).security.authenticate()
