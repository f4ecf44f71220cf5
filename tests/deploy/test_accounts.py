"""The users of Elasticsearch, on a real server: what each may do, and that it may do nothing else."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from compoundwatch.config import Settings, load_settings
from compoundwatch.errors import StoreError, TryLater, UsageError
from deploy import accounts
from tests.servers.fixtures import SecuredServer

PASSWORDS = {name: secrets.token_urlsafe(16) for name in ("ELASTIC", "JOBS", "CONSOLE", "ANALYST", "KIBANA")}
ENVIRONMENT = {f"{name}_PASSWORD": password for name, password in PASSWORDS.items()}


@pytest.fixture(scope="module")
def server(secured_elasticsearch: SecuredServer) -> SecuredServer:
    """Its first user is called elastic, as a container's is."""
    call(
        secured_elasticsearch,
        operator(secured_elasticsearch),
        "PUT",
        "_security/user/elastic/_password",
        {"password": PASSWORDS["ELASTIC"]},
    )
    return secured_elasticsearch


@pytest.fixture
def settings(server: SecuredServer, tmp_path: Path) -> Iterator[Settings]:
    prefix = f"test-{secrets.token_hex(5)}"
    store = f"store: {{kind: elasticsearch, url: {server.url!r}, ca_file: {str(server.ca_file)!r}, prefix: {prefix}, replicas: 0}}"
    (tmp_path / "app.yml").write_text(store, encoding="utf-8")
    yield load_settings({"COMPOUNDWATCH_CONFIGS": str(tmp_path), "COMPOUNDWATCH_VAR": str(tmp_path / "var")})
    found = call(server, operator(server), "GET", f"_alias/{prefix}-*")
    if isinstance(found, dict) and (names := [name for name in found if name.startswith(prefix)]):
        call(server, operator(server), "DELETE", ",".join(names))


def test_each_has_the_rights_of_its_roles(server: SecuredServer, settings: Settings) -> None:
    accounts.make(settings, ENVIRONMENT)
    prefix = settings.app.store.prefix
    asked = {
        "index": [{"names": [f"{prefix}-postings"], "privileges": ["read", "write", "manage"]}],
        "cluster": ["manage_security"],
    }
    allowed = {}
    for user, password in (("jobs", "JOBS"), ("console", "CONSOLE"), ("analyst", "ANALYST")):
        who = f"compoundwatch-{user}:{PASSWORDS[password]}"
        told = call(server, who, "POST", "_security/user/_has_privileges", asked)
        allowed[user] = (*told["index"][f"{prefix}-postings"].values(), told["cluster"]["manage_security"])
    # manage, read, write; manage_security.
    assert allowed == {
        "jobs": (True, True, True, False),
        "console": (False, True, False, False),
        "analyst": (False, True, False, False),
    }


def test_kibana_logs_in(server: SecuredServer, settings: Settings) -> None:
    accounts.make(settings, ENVIRONMENT)
    told = call(server, f"kibana_system:{PASSWORDS['KIBANA']}", "GET", "_security/_authenticate")
    assert told["username"] == "kibana_system"


def test_the_same_again_is_no_error(settings: Settings) -> None:
    assert accounts.make(settings, ENVIRONMENT) == accounts.make(settings, ENVIRONMENT)


def test_a_wrong_password_is_told_without_showing_one(settings: Settings) -> None:
    with pytest.raises(StoreError, match="status 401") as refused:
        accounts.make(settings, ENVIRONMENT | {"ELASTIC_PASSWORD": "nonsense"})
    assert not [password for password in ("nonsense", *PASSWORDS.values()) if password in str(refused.value)]


def test_a_server_that_is_not_there_yet_is_worth_another_try(settings: Settings) -> None:
    away = settings.app.store.model_copy(update={"url": "https://localhost:1"})
    with pytest.raises(TryLater):
        accounts.make(
            Settings(settings.configs, settings.app.model_copy(update={"store": away}), settings.secrets, settings.var), ENVIRONMENT
        )


@pytest.mark.parametrize("missing", ENVIRONMENT)
def test_each_password_must_be_given(settings: Settings, missing: str) -> None:
    with pytest.raises(UsageError, match=missing):
        accounts.make(settings, ENVIRONMENT | {missing: ""})


def operator(server: SecuredServer) -> str:
    return f"{server.user}:{server.password}"


def call(server: SecuredServer, who: str, method: str, path: str, body: object = None) -> Any:
    headers = urllib3.make_headers(basic_auth=who) | {"content-type": "application/json"}
    with urllib3.PoolManager(ca_certs=str(server.ca_file)) as pool:
        answer = pool.request(method, f"{server.url}/{path}", headers=headers, body=json.dumps(body) if body else None)
    return json.loads(answer.data)
