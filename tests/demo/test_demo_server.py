"""The demo's main job over a server store, with the outcome that the embedded store must have; then the commands of an analyst."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from elasticsearch import Elasticsearch

from demo.day import CHECKOUT, CONFIGS, Place
from demo.expected import id_of, load_expected
from demo.show import show
from tests.servers.cleaning import remove_all


@pytest.fixture(scope="module")
def prefix(elasticsearch_url: str) -> Iterator[str]:
    made = f"test-{secrets.token_hex(5)}"
    yield made
    with Elasticsearch(elasticsearch_url) as client:
        remove_all(client, made)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, elasticsearch_url: str, prefix: str) -> Place:
    """The demo's own settings, but for the store."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(CONFIGS, folder / "configs")
    app = yaml.safe_load((CONFIGS / "app.yml").read_text(encoding="utf-8"))
    app |= {"cache": str(CHECKOUT / "var" / "cache"), "tables": str(CHECKOUT / "configs")}
    app["store"] = {"kind": "elasticsearch", "url": elasticsearch_url, "prefix": prefix, "replicas": 0}
    (folder / "configs" / "app.yml").write_text(yaml.safe_dump(app), encoding="utf-8")
    return Place(folder / "var", folder / "configs")


def do(place: Place, *arguments: str) -> str:
    """What a command prints; it must end well."""
    command = [sys.executable, "-m", "compoundwatch", *arguments]
    ended = subprocess.run(command, env={**os.environ, **place.environment}, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def charts(elasticsearch_url: str, index: str) -> list[dict[str, Any]]:
    with Elasticsearch(elasticsearch_url) as client:
        client.indices.refresh(index=index)
        return [hit["_source"] for hit in client.search(index=index, size=1000)["hits"]["hits"]]


@pytest.mark.slow
@pytest.mark.usefixtures("demo_ports")
def test_the_main_job_and_every_command_on_a_server(
    place: Place, prefix: str, elasticsearch_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    do(place, "store", "setup")
    assert show(2, place) == 0, capfd.readouterr()
    # The second day again: nothing new, no mail.
    assert show(2, place) == 0, capfd.readouterr()

    lure = id_of(load_expected().lures[0])
    found = json.loads(do(place, "search", "level:(high OR critical)", "--json", "--limit", "100"))
    assert lure in {posting["id"] for posting in found["postings"]}
    assert json.loads(do(place, "show", lure, "--json"))["id"] == lure
    assert do(place, "pivot", lure)
    assert do(place, "explain", lure)
    assert "unchanged" in do(place, "evidence", lure)
    assert do(place, "alerts", "preview", "level:high")
    do(place, "review", lure, "--as", "confirmed", "--why", "made up for a test")

    assert len(charts(elasticsearch_url, f"{prefix}-runs")) == len(list((place.var / "runs").glob("*/*")))
    assert {entry["state"] for entry in charts(elasticsearch_url, f"{prefix}-alerts")} == {"sent"}
    reviews = {entry["id"]: entry["charts"].get("review") for entry in charts(elasticsearch_url, f"{prefix}-postings")}
    assert {posting for posting, review in reviews.items() if review} == {lure}
