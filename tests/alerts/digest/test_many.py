"""Many hits, many subscribers: memory stays flat, and nobody is left out."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, select

from alerts.digest.queue import queue_digests
from alerts.matching.hit import Hit
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
HITS = 8_000
# The records alone are 15 MB as text, and several times that as objects.
MOST_BYTES = 12_000_000


def rows(hit: Hit, count: int, subscriber: str) -> list[dict[str, object]]:
    told = hit.model_dump(mode="json")
    own = ({"subject": f"{number:032x}", "posting_id": f"{number:032x}", "campaign": f"{number:032x}"} for number in range(count))
    fixed = {
        "alert": hit.alerts[0],
        "subscriber": subscriber,
        "event": "new",
        "hit": told,
        "at": NOW.timestamp(),
        "beat": "immediate",
    }
    return [{**fixed, **each} for each in own]


@pytest.mark.slow
def test_a_digest_of_many_hits_needs_little_memory(
    engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], build_hit: Callable[..., Hit]
) -> None:
    save_alert()
    hit = build_hit()
    with db.writing(engine) as connection:
        connection.execute(db.ledger.insert(), rows(hit, HITS, "hotline@ngo.example"))
    tracemalloc.start()
    try:
        made = queue_digests(engine, settings, NOW)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert made == 1
    assert peak < MOST_BYTES


@pytest.mark.slow
def test_all_who_are_due_at_once_are_written_to(
    engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], build_hit: Callable[..., Hit]
) -> None:
    hit = build_hit()
    for number in range(40):
        save_alert(f"desk{number}", email=f"desk{number}@ngo.example")
        with db.writing(engine) as connection:
            own = hit.model_copy(update={"alerts": (f"desk{number}",)})
            connection.execute(db.ledger.insert(), rows(own, 3, f"desk{number}@ngo.example"))
    assert queue_digests(engine, settings, NOW) == 40
    with engine.connect() as connection:
        told = connection.execute(select(db.mails.c.subscriber, func.count()).group_by(db.mails.c.subscriber)).all()
        left = connection.scalar(select(func.count()).select_from(db.ledger).where(db.ledger.c.mail.is_(None)))
    assert ({count for _, count in told}, len(told), left) == ({1}, 40, 0)
