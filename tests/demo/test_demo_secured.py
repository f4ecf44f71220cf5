"""The demo's main job over a server with TLS: set up by a native user, then each step with the key of its role."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from elasticsearch import Elasticsearch

from demo.day import CHECKOUT, CONFIGS, Place
from demo.expected import id_of, load_expected
from demo.show import show
from tests.servers.cleaning import remove_all
from tests.servers.fixtures import SecuredServer

KEY = "COMPOUNDWATCH_ELASTICSEARCH_API_KEY"


@pytest.fixture
def prefix(secured_elasticsearch: SecuredServer) -> Iterator[str]:
    """Also the name of a native user, who may do everything."""
    made, server = f"test-{secrets.token_hex(5)}", secured_elasticsearch
    with Elasticsearch(server.url, ca_certs=str(server.ca_file), basic_auth=(server.user, server.password)) as client:
        client.security.put_user(username=made, password="made up for a test", roles=["superuser"])
        yield made
        client.security.invalidate_api_key(username=made)
        client.security.delete_user(username=made)
        remove_all(client, made)


@pytest.fixture
def place(tmp_path: Path, secured_elasticsearch: SecuredServer, prefix: str) -> Place:
    """The demo's own settings, but for the store."""
    shutil.copytree(CONFIGS, tmp_path / "configs")
    shutil.copy(secured_elasticsearch.ca_file, tmp_path / "configs/ca.pem")
    app = yaml.safe_load((CONFIGS / "app.yml").read_text(encoding="utf-8"))
    app |= {"cache": str(CHECKOUT / "var" / "cache"), "tables": str(CHECKOUT / "configs")}
    url = secured_elasticsearch.url
    app["store"] = {"kind": "elasticsearch", "url": url, "prefix": prefix, "ca_file": "ca.pem", "replicas": 0}
    (tmp_path / "configs/app.yml").write_text(yaml.safe_dump(app), encoding="utf-8")
    return Place(tmp_path / "var", tmp_path / "configs")


def do(place: Place, credentials: Mapping[str, str], *arguments: str) -> str:
    """What a command prints; it must end well."""
    command = [sys.executable, "-m", "compoundwatch", *arguments]
    environment = {**os.environ, **place.environment, **credentials}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.slow
@pytest.mark.usefixtures("demo_ports")
def test_the_main_job_with_tls_users_and_keys(
    place: Place, prefix: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    user = {"COMPOUNDWATCH_ELASTICSEARCH_USER": prefix, "COMPOUNDWATCH_ELASTICSEARCH_PASSWORD": "made up for a test"}
    made = json.loads(do(place, user, "store", "setup", "--keys", "all", "--json"))
    keys = {key["role"]: {KEY: key["secret"]} for key in made}

    monkeypatch.setenv(KEY, keys["writer"][KEY])
    assert show(2, place) == 0, capfd.readouterr()

    lure = id_of(load_expected().lures[0])
    found = json.loads(do(place, keys["reader"], "search", "level:(high OR critical)", "--json", "--limit", "100"))
    assert lure in {posting["id"] for posting in found["postings"]}
    assert json.loads(do(place, keys["reader"], "show", lure, "--json"))["id"] == lure
    assert do(place, keys["reader"], "pivot", lure)
    do(place, keys["matcher"], "alerts", "match")
    do(place, keys["setup"], "store", "migrate")
