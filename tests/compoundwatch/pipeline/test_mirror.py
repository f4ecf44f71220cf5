"""What charts read: runs, deliveries and reviews as the state database has them, no address among them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch
from sqlalchemy import Engine

from alerts.digest.queue import queue_digests
from alerts.matching.match import match_changes
from alerts.matching.retraction import record_review
from alerts.outbox.resend import resend
from alerts.outbox.send import send_queued
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.db import open_database
from compoundwatch.pipeline.mirror import mirror
from enrich import Enricher
from index import open_store
from index.query import parse_query
from index.store import PostingStore
from tests.compoundwatch.pipeline.history import HISTORY, START, Crawled, Seen, id_of, live
from tests.compoundwatch.pipeline.server_settings import server_settings

LATER = START + timedelta(days=10)
ADDRESS = "desk@example.org"


class Charts:
    """An installation with one subscriber, after the history, and what stands on the server for charts."""

    def __init__(self, settings: Settings, client: Elasticsearch) -> None:
        self.settings = settings
        self.engine: Engine = open_database(settings)
        self._client = client
        self._prefix = settings.app.store.prefix

    def read(self, kind: str) -> dict[str, dict[str, Any]]:
        index = f"{self._prefix}-{kind}"
        self._client.indices.refresh(index=index)
        hits = self._client.search(index=index, size=1000)["hits"]["hits"]
        return {hit["_id"]: hit["_source"] for hit in hits}

    def mirror(self) -> None:
        assert mirror(self.settings, self.engine) is None

    def match(self, store: PostingStore) -> None:
        match_changes(self.engine, store, self.settings.alerts(), LATER)


@pytest.fixture
def charts(tmp_path: Path, elasticsearch_url: str, state_url: str) -> Iterator[Charts]:
    with server_settings(tmp_path, elasticsearch_url) as made_up, Elasticsearch(elasticsearch_url) as client:
        settings = replace(made_up, secrets=replace(made_up.secrets, database_url=state_url))
        (settings.configs / "alerts").mkdir()
        (settings.configs / "alerts" / "all.yml").write_text(
            f"title: Everything\nemail: {ADDRESS}\nconsent: made up for a test\nquery: '*'\nmin_level: low\n"
        )
        made = Charts(settings, client)
        with open_store(settings) as store:
            live(settings, store, Enricher.load(settings), HISTORY[:5])
            made.match(store)
        made.mirror()
        yield made
        made.engine.dispose()


def test_every_run_stands_there_and_says_how_it_went(charts: Charts) -> None:
    runs = charts.read("runs")
    assert len(runs) == 5
    broken = [run for run in runs.values() if not run["contract_kept"]]
    assert [(run["source"], run["outcome"], run["broken_rules"]) for run in broken] == [("b", "contract_broken", ["min_postings"])]
    assert {run["seconds"] for run in runs.values()} == {300.0}


def test_deliveries_follow_their_mail_and_name_nobody(charts: Charts) -> None:
    before = charts.read("alerts")
    assert {entry["state"] for entry in before.values()} == {"waiting"}

    queue_digests(charts.engine, charts.settings, LATER)
    send_queued(charts.engine, charts.settings, LATER)
    charts.mirror()

    after = charts.read("alerts")
    assert after.keys() == before.keys()
    assert {entry["state"] for entry in after.values()} == {"sent"}
    assert {len(entry["subscriber"]) for entry in after.values()} == {12}
    assert ADDRESS not in json.dumps(after)


def test_a_mail_that_came_back_later_is_shown_so(charts: Charts) -> None:
    queue_digests(charts.engine, charts.settings, LATER)
    send_queued(charts.engine, charts.settings, LATER)
    charts.mirror()
    later = (LATER + timedelta(days=2)).timestamp()
    with db.writing(charts.engine) as connection:
        (mail,) = connection.scalars(db.mails.update().values(state="bounced").returning(db.mails.c.id))
        report = {"id": "r", "subscriber": ADDRESS, "mail": mail, "kind": "soft", "at": later, "said": "mailbox full"}
        connection.execute(db.bounces.insert().values(report))
    charts.mirror()
    assert {entry["state"] for entry in charts.read("alerts").values()} == {"bounced"}


def test_a_mail_that_is_sent_again_is_shown_as_queued(charts: Charts) -> None:
    queue_digests(charts.engine, charts.settings, LATER)
    with db.writing(charts.engine) as connection:
        doubt = db.mails.update().values(state="in_doubt", settled=LATER.timestamp())
        (mail,) = connection.scalars(doubt.returning(db.mails.c.id))
    charts.mirror()
    resend(charts.engine, mail, LATER + timedelta(days=2))
    charts.mirror()
    assert {entry["state"] for entry in charts.read("alerts").values()} == {"queued"}


def test_what_no_mail_tells_any_more_waits_for_none(charts: Charts) -> None:
    with db.writing(charts.engine) as connection:
        connection.execute(db.ledger.update().values(beat=""))
    charts.mirror()
    assert {entry["state"] for entry in charts.read("alerts").values()} == {"no_mail"}


def test_again_changes_nothing(charts: Charts) -> None:
    before = charts.read("runs"), charts.read("alerts")
    charts.mirror()
    assert (charts.read("runs"), charts.read("alerts")) == before


def test_what_is_taken_back_before_it_was_told_goes(charts: Charts) -> None:
    cook = id_of("b", "cook")
    assert cook in {entry["posting_id"] for entry in charts.read("alerts").values()}
    record_review(charts.engine, cook, "wrong", "a bookkeeper, no lure", LATER)
    charts.mirror()
    assert cook not in {entry["posting_id"] for entry in charts.read("alerts").values()}


def test_a_review_stands_in_its_posting_which_is_found_as_before(charts: Charts) -> None:
    lure = id_of("a", "lure")
    with open_store(charts.settings) as store:
        before = store.get(lure)
        record_review(charts.engine, lure, "unsure", "not yet clear", LATER)
        record_review(charts.engine, lure, "confirmed", "the hotline knows them", LATER)
        charts.mirror()
        assert charts.read("postings")[lure]["charts"]["review"] == "confirmed"
        assert store.get(lure) == before
        assert lure in {found.id for found in store.search(parse_query('"KK Park"')).postings}


def test_a_review_survives_a_later_edit(charts: Charts) -> None:
    lure = id_of("a", "lure")
    record_review(charts.engine, lure, "confirmed", "the hotline knows them", LATER)
    charts.mirror()
    with open_store(charts.settings) as store:
        again = [Crawled(100, "a", [Seen("lure", "changed", "Now a typist is wanted in KK Park, Telegram @made_up_hr")])]
        live(charts.settings, store, Enricher.load(charts.settings), again)
    assert charts.read("postings")[lure]["charts"]["review"] == "confirmed"


def test_a_server_that_is_away_is_one_line_and_fails_nothing(charts: Charts) -> None:
    away = charts.settings.app.store.model_copy(update={"url": "http://127.0.0.1:9", "retries": 0})
    app = charts.settings.app.model_copy(update={"store": away})
    problem = mirror(Settings(charts.settings.configs, app, charts.settings.secrets, charts.settings.var), charts.engine)
    assert problem is not None
    assert len(problem.splitlines()) == 1
    assert "next run tries again" in problem
