"""Keys are made once, by a user who may, and renewed only when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from elasticsearch import AuthenticationException, Elasticsearch

from compoundwatch.config.settings import Secrets
from compoundwatch.errors import StoreError
from index.elastic.access.connection import connect
from index.elastic.access.keys import create_keys, has_security, invalidate
from index.elastic.access.roles import role_descriptor
from index.elastic.names import Names
from tests.index.elastic.secured.conftest import Installation, config_of
from tests.servers.fixtures import SecuredServer


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
