"""Delivery reports are read before anything is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from compoundwatch import db
from compoundwatch.config import Settings, load_settings
from compoundwatch.db import open_database
from compoundwatch.pipeline.notify import NotifyReport, notify
from compoundwatch.posting import Risk, TaggedPosting, posting_id
from index import open_store
from tests.alerts.outbox.bounces.conftest import dsn

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One saved search, and a folder for reports."""
    configs = tmp_path / "configs"
    (configs / "alerts").mkdir(parents=True)
    (configs / "gazetteer").symlink_to(Path(__file__).parents[3] / "configs" / "gazetteer")
    (configs / "app.yml").write_text("var: ../var\nmail:\n  bounces: bounces@cw.example\n  reports: ../reports\n")
    (configs / "alerts" / "desk.yml").write_text("title: Desk\nemail: a@ngo.example\nconsent: by letter of May\nquery: typists\n")
    (tmp_path / "reports").mkdir()
    return load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})


def posting(number: int) -> TaggedPosting:
    return TaggedPosting(
        id=posting_id("board", str(number)), source="board", native_id=str(number), url=f"https://board.example/jobs/{number}",
        kind="job", title=f"Typists {number}", text="Ticket paid.", fetched_at=NOW,
        risk=Risk(score=0.8, level="high", reasons=("ticket is paid",)),
    )  # fmt: skip


def test_who_came_back_for_good_gets_no_later_mail(settings: Settings, tmp_path: Path) -> None:
    engine = open_database(settings)

    def day(number: int, *new: TaggedPosting) -> NotifyReport:
        at = NOW + timedelta(days=number)
        store.upsert(new, at=at)
        return notify(settings, engine, store, at, lambda _: None)

    with open_store(settings) as store:
        day(0)
        assert day(1, posting(1)).mails_sent == 1
        with engine.connect() as connection:
            mail_id = connection.scalars(select(db.mails.c.id)).one()
        (tmp_path / "reports" / "1.eml").write_bytes(dsn(mail_id=mail_id, recipient="a@ngo.example"))
        later = day(2, posting(2))
    engine.dispose()
    assert (later.stopped_by_reports, later.mails_sent, later.problems) == (1, 0, ())
