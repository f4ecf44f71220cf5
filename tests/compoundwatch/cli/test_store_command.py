"""The store commands as a person calls them, and what a store does not know."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.cli import main
from compoundwatch.config import load_settings
from index import open_store
from tests.compoundwatch.pipeline.history import Crawled, Seen, id_of, live
from tests.compoundwatch.pipeline.made_up import ROOT
from tests.servers.cleaning import remove_all
from tests.servers.fixtures import SecuredServer

Run = tuple[int, str, str]


class Installation:
    """Commands on settings of one's own: exit code, stdout, stderr."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(folder))
        monkeypatch.setenv("COMPOUNDWATCH_VAR", str(folder / "var"))
        self.configure()

    def configure(self, **store: object) -> None:
        lines = {"tables": str(ROOT / "configs"), "cache": str(ROOT / "var" / "cache"), "store": store or {"kind": "embedded"}}
        (self.folder / "app.yml").write_text(json.dumps(lines))

    def do(self, *words: str) -> Run:
        with pytest.raises(SystemExit) as left:
            main(list(words))
        told = self._capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    def publish(self) -> None:
        """One run with one posting, seen in October 2026."""
        from enrich import Enricher

        settings = load_settings()
        with open_store(settings) as store:
            seen = [Seen("baker", "new", "A baker for a bakery in Lagos, mornings")]
            live(settings, store, Enricher.load(settings), [Crawled(0, "a", seen)])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Installation:
    return Installation(tmp_path, monkeypatch, capsys)


@pytest.fixture
def prefix(elasticsearch_url: str) -> Iterator[str]:
    made = f"test-{secrets.token_hex(5)}"
    yield made
    with Elasticsearch(elasticsearch_url) as client:
        remove_all(client, made)


@pytest.fixture
def on_server(here: Installation, elasticsearch_url: str, prefix: str) -> Installation:
    here.configure(kind="elasticsearch", url=elasticsearch_url, prefix=prefix, replicas=0, retries=1)
    return here


def test_setup_makes_an_embedded_store_that_status_describes(here: Installation) -> None:
    assert here.do("store", "setup")[0] == 0
    here.publish()
    code, out, _ = here.do("store", "status", "--json")
    found = json.loads(out)
    assert (code, found["store"], found["months"]) == (0, "embedded", {"2026.10": 1})


@pytest.mark.parametrize(
    "words", [("migrate",), ("retry",), ("setup", "--keys", "all"), ("rebuild", "--as", "other"), ("restore", "x", "--as", "other")]
)
def test_what_the_embedded_store_does_not_know_is_one_line(here: Installation, words: tuple[str, ...]) -> None:
    code, out, err = here.do("store", *words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_rebuild_says_what_was_made_and_where_the_records_of_before_are(here: Installation) -> None:
    here.publish()
    code, out, err = here.do("store", "rebuild", "--json")
    assert (code, json.loads(out)["runs"]) == (0, 1)
    assert "postings.sqlite.before-rebuild" in err


def test_erasing_needs_a_reason_that_the_log_knows(here: Installation) -> None:
    here.publish()
    assert here.do("store", "erase", id_of("a", "baker"))[0] == 2
    assert here.do("store", "erase", id_of("a", "baker"), "--why", "because")[0] == 2
    assert here.do("store", "erase", id_of("a", "baker"), "--why", "victim")[0] == 0


def test_expire_only_says_what_would_go(here: Installation) -> None:
    here.publish()
    code, out, _ = here.do("store", "expire", "--dry-run", "--json")
    assert (code, json.loads(out)["months"], json.loads(out)["dry_run"]) == (0, [], True)


def test_a_server_store_that_was_never_set_up_says_the_command(on_server: Installation) -> None:
    code, _, err = on_server.do("search", "*")
    assert code == 1
    assert "compoundwatch store setup" in err


def test_on_a_server_setup_publish_status_retry_and_erase(on_server: Installation) -> None:
    assert on_server.do("store", "setup")[0] == 0
    assert on_server.do("store", "setup")[0] == 0
    on_server.publish()
    found = json.loads(on_server.do("store", "status", "--json")[1])
    assert (found["store"], found["months"], found["pending"], found["dead_letters"]) == ("elasticsearch", {"2026.10": 1}, 0, 0)
    assert json.loads(on_server.do("store", "retry", "--json")[1]) == {"written": 0, "dead": 0, "unreadable": 0}
    assert on_server.do("store", "erase", id_of("a", "baker"), "--why", "request")[0] == 0
    assert json.loads(on_server.do("search", "*", "--json")[1])["total"] == 0
    assert on_server.do("store", "migrate")[0] == 0


def test_on_a_server_a_backup_comes_back_under_another_prefix_without_what_was_erased_since(
    on_server: Installation, prefix: str, elasticsearch_url: str
) -> None:
    on_server.do("store", "setup")
    on_server.publish()
    with Elasticsearch(elasticsearch_url) as client:
        client.snapshot.create_repository(name=prefix, repository={"type": "fs", "settings": {"location": prefix}})
        try:
            _, _, said = on_server.do("store", "backup", prefix)
            on_server.do("store", "erase", id_of("a", "baker"), "--why", "request")
            snapshot = said.split("store restore ")[1].split()[0]
            code, _, told = on_server.do("store", "restore", snapshot, "--as", f"{prefix}-back")
            assert (code, f"prefix: {prefix}-back" in told) == (0, True), told
            client.snapshot.delete(repository=prefix, snapshot="*")
        finally:
            client.snapshot.delete_repository(name=prefix)
    on_server.configure(kind="elasticsearch", url=elasticsearch_url, prefix=f"{prefix}-back", replicas=0)
    assert json.loads(on_server.do("search", "*", "--json")[1])["total"] == 0


@pytest.mark.parametrize(
    "words",
    [("rebuild",), ("rebuild", "--words-only"), ("rebuild", "--as", "No/Prefix"), ("restore", "x"), ("setup", "--keys", "king")],
)
def test_what_a_server_does_not_know_is_one_line(on_server: Installation, words: tuple[str, ...]) -> None:
    on_server.do("store", "setup")
    code, out, err = on_server.do("store", *words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_keys_are_printed_once_with_what_to_put_where(
    here: Installation, secured_elasticsearch: SecuredServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, prefix = secured_elasticsearch, f"test-{secrets.token_hex(5)}"
    monkeypatch.setenv("COMPOUNDWATCH_ELASTICSEARCH_USER", server.user)
    monkeypatch.setenv("COMPOUNDWATCH_ELASTICSEARCH_PASSWORD", server.password)
    here.configure(kind="elasticsearch", url=server.url, prefix=prefix, ca_file=str(server.ca_file), replicas=0)
    try:
        code, out, err = here.do("store", "setup", "--keys", "writer,reader")
        assert code == 0, err
        assert out.count("export COMPOUNDWATCH_ELASTICSEARCH_API_KEY=") == 2
        assert "API_KEY=" not in here.do("store", "setup", "--keys", "writer,reader")[1]
        assert here.do("store", "setup", "--keys", "writer", "--renew")[1].count("API_KEY=") == 1
    finally:
        with Elasticsearch(server.url, ca_certs=str(server.ca_file), basic_auth=(server.user, server.password)) as client:
            remove_all(client, prefix)


def test_the_writers_key_is_enough_for_publishing_and_the_copy_for_charts(
    here: Installation, secured_elasticsearch: SecuredServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from compoundwatch.db import open_database
    from compoundwatch.pipeline.mirror import mirror

    server, prefix = secured_elasticsearch, f"test-{secrets.token_hex(5)}"
    monkeypatch.setenv("COMPOUNDWATCH_ELASTICSEARCH_USER", server.user)
    monkeypatch.setenv("COMPOUNDWATCH_ELASTICSEARCH_PASSWORD", server.password)
    here.configure(kind="elasticsearch", url=server.url, prefix=prefix, ca_file=str(server.ca_file), replicas=0)
    try:
        (key,) = json.loads(here.do("store", "setup", "--keys", "writer", "--json")[1])
        monkeypatch.delenv("COMPOUNDWATCH_ELASTICSEARCH_USER")
        monkeypatch.delenv("COMPOUNDWATCH_ELASTICSEARCH_PASSWORD")
        monkeypatch.setenv(key["variable"], key["secret"])
        here.publish()
        settings = load_settings()
        assert mirror(settings, open_database(settings)) is None
        assert here.do("store", "erase", id_of("a", "baker"), "--why", "request")[0] == 0
    finally:
        with Elasticsearch(server.url, ca_certs=str(server.ca_file), basic_auth=(server.user, server.password)) as client:
            remove_all(client, prefix)
