from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from filelock import FileLock
from sqlalchemy import Engine, select

from alerts.digest.queue import queue_digests
from alerts.outbox.send import SendReport, send_queued
from alerts.subscriptions.active import stop
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.posting import TaggedPosting

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)


@pytest.fixture
def mail_id(
    engine: Engine,
    settings: Settings,
    tell: Callable[..., None],
    make_tagged: Callable[..., TaggedPosting],
    save_alert: Callable[..., AlertConfig],
) -> str:
    """One queued mail."""
    save_alert()
    tell(make_tagged())
    queue_digests(engine, settings, NOW)
    with engine.connect() as connection:
        return str(connection.scalars(select(db.mails.c.id)).one())


def state_of(engine: Engine, mail_id: str) -> tuple[str, str | None]:
    with engine.connect() as connection:
        row = connection.execute(select(db.mails.c.state, db.mails.c.error).where(db.mails.c.id == mail_id)).one()
    return row.state, row.error


def set_state(engine: Engine, state: str) -> None:
    with engine.begin() as connection:
        connection.execute(db.mails.update().values(state=state))


def test_a_mail_becomes_a_file_of_the_very_bytes(engine: Engine, settings: Settings, mail_id: str) -> None:
    send_queued(engine, settings, NOW)
    with engine.connect() as connection:
        body = connection.scalars(select(db.mails.c.body)).one()
    assert (settings.outbox / f"{mail_id}.eml").read_bytes() == body.encode("ascii")


def test_a_mail_that_was_sent_is_settled(engine: Engine, settings: Settings, mail_id: str) -> None:
    assert send_queued(engine, settings, NOW) == SendReport(sent=1)
    assert state_of(engine, mail_id) == ("sent", None)


def test_nothing_is_sent_twice(engine: Engine, settings: Settings, mail_id: str) -> None:
    send_queued(engine, settings, NOW)
    assert send_queued(engine, settings, NOW) == SendReport()


def test_a_file_that_was_not_recorded_is_written_again_as_it_was(engine: Engine, settings: Settings, mail_id: str) -> None:
    send_queued(engine, settings, NOW)
    first = (settings.outbox / f"{mail_id}.eml").read_bytes()
    set_state(engine, "queued")
    send_queued(engine, settings, NOW)
    assert [path.read_bytes() for path in settings.outbox.iterdir()] == [first]


def test_a_mail_cut_off_while_it_was_handed_over_is_in_doubt(engine: Engine, settings: Settings, mail_id: str) -> None:
    set_state(engine, "sending")
    assert send_queued(engine, settings, NOW) == SendReport(in_doubt=1)


def test_a_mail_in_doubt_is_never_sent_again(engine: Engine, settings: Settings, mail_id: str) -> None:
    set_state(engine, "in_doubt")
    send_queued(engine, settings, NOW)
    assert state_of(engine, mail_id)[0] == "in_doubt"


def test_a_mail_to_somebody_who_said_stop_is_not_sent(engine: Engine, settings: Settings, mail_id: str) -> None:
    stop(engine, settings.alerts(), "hotline@ngo.example", "asked", NOW)
    send_queued(engine, settings, NOW)
    assert state_of(engine, mail_id) == ("refused", "the subscriber said stop")


def test_one_sending_goes_on_at_a_time(engine: Engine, settings: Settings, mail_id: str) -> None:
    with FileLock(settings.var / "sending.lock"):
        report = send_queued(engine, settings, NOW)
    assert report == SendReport(waiting=1, problem="another sending is going on")


def test_what_was_not_told_before_a_stop_is_dropped(
    engine: Engine,
    settings: Settings,
    tell: Callable[..., None],
    make_tagged: Callable[..., TaggedPosting],
    save_alert: Callable[..., AlertConfig],
) -> None:
    save_alert()
    tell(make_tagged())
    stop(engine, settings.alerts(), "desk", "asked", NOW)
    assert queue_digests(engine, settings, NOW) == 0
