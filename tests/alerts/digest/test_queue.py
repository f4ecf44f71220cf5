"""Which mails are made, when, and that each is made once; on both kinds of database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import Engine, func, select

from alerts.digest.beat import beat_of
from alerts.digest.queue import queue_digests
from alerts.matching.hit import Hit
from alerts.subscriptions.active import EVERYTHING, suppress
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
SEVEN = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
DAILY = "daily@7@UTC"

MakeHit = Callable[..., Hit]
MailsIn = Callable[[Engine], list[EmailMessage]]


@pytest.fixture
def put(state_engine: Engine, write_down: Callable[..., None]) -> Callable[..., None]:
    def write(*hits: Hit, **more: str) -> None:
        write_down(*hits, into=state_engine, **more)

    return write


def untold(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(db.ledger).where(db.ledger.c.mail.is_(None))) or 0


def test_a_daily_digest_waits_for_its_hour_and_tells_all(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    save_alert(rate="daily")
    put(build_hit(native_id="1"), build_hit(native_id="2"), beat=DAILY)
    made = [queue_digests(state_engine, settings, at) for at in (NOW, SEVEN - timedelta(minutes=1), SEVEN)]
    assert (made, untold(state_engine)) == ([0, 0, 1], 0)


def test_what_is_found_after_a_quiet_hour_waits_for_the_next(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    save_alert(rate="daily")
    queue_digests(state_engine, settings, NOW)
    queue_digests(state_engine, settings, SEVEN)
    put(build_hit(), beat=DAILY)
    later = (SEVEN + timedelta(hours=3), SEVEN + timedelta(days=1))
    assert [queue_digests(state_engine, settings, at) for at in later] == [0, 1]


def test_a_run_that_comes_late_tells_what_it_finds(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    """A machine that runs once a day, five past seven, must not tell everything a day later."""
    save_alert(rate="daily")
    queue_digests(state_engine, settings, NOW)
    put(build_hit(), beat=DAILY)
    assert queue_digests(state_engine, settings, SEVEN + timedelta(minutes=5)) == 1


def test_each_rate_of_a_subscriber_is_a_digest_of_its_own(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    save_alert("desk")
    put(build_hit(native_id="1"))
    put(build_hit(native_id="2"), beat=DAILY)
    queue_digests(state_engine, settings, NOW)
    assert queue_digests(state_engine, settings, SEVEN) == 1


def test_what_no_mail_tells_is_left_alone(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    save_alert()
    put(build_hit(), beat="")
    assert (queue_digests(state_engine, settings, NOW), untold(state_engine)) == (0, 1)


def test_several_machines_at_once_make_each_digest_once(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    for number in range(6):
        save_alert(f"desk{number}", email=f"desk{number}@ngo.example", heartbeat="daily")
        put(build_hit(alerts=(f"desk{number}",)), subscriber=f"desk{number}@ngo.example")
    with ThreadPoolExecutor(4) as machines:
        made = list(machines.map(lambda _: queue_digests(state_engine, settings, NOW), range(4)))
    assert (sum(made), untold(state_engine)) == (6, 0)


def test_a_heartbeat_comes_once_after_an_interval_without_a_mail(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], mails_in: MailsIn
) -> None:
    save_alert(heartbeat="daily")
    moments = (NOW, SEVEN, SEVEN + timedelta(hours=1), SEVEN + timedelta(days=1))
    assert [queue_digests(state_engine, settings, at) for at in moments] == [0, 1, 0, 1]
    assert "nothing matched, 0 postings checked, 1 source never checked" in mails_in(state_engine)[0]["Subject"]


def test_a_digest_puts_the_heartbeat_off(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    save_alert(heartbeat="daily")
    queue_digests(state_engine, settings, NOW)
    put(build_hit())
    made = [queue_digests(state_engine, settings, at) for at in (SEVEN + timedelta(minutes=1), SEVEN + timedelta(hours=9))]
    assert made == [1, 0]


def test_several_machines_make_a_heartbeat_once(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig]
) -> None:
    save_alert(heartbeat="daily")
    queue_digests(state_engine, settings, NOW)
    with ThreadPoolExecutor(4) as machines:
        assert sum(machines.map(lambda _: queue_digests(state_engine, settings, SEVEN), range(4))) == 1


def test_a_heartbeat_says_what_waits_for_a_slower_digest(  # noqa: PLR0917 (fixtures)
    state_engine: Engine,
    settings: Settings,
    save_alert: Callable[..., AlertConfig],
    put: Callable[..., None],
    build_hit: MakeHit,
    mails_in: MailsIn,
    part_of: Callable[..., str],
) -> None:
    save_alert(rate="weekly", heartbeat="daily")
    put(build_hit(), beat="weekly@7@UTC")
    queue_digests(state_engine, settings, NOW)
    queue_digests(state_engine, settings, SEVEN)
    assert "1 hit waits for a digest that is not due yet." in part_of(mails_in(state_engine)[0])


def test_who_stopped_gets_no_heartbeat(state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig]) -> None:
    from alerts.subscriptions.active import stop

    save_alert(heartbeat="daily")
    queue_digests(state_engine, settings, NOW)
    stop(state_engine, settings.alerts(), "hotline@ngo.example", "asked", NOW)
    assert queue_digests(state_engine, settings, SEVEN) == 0


def bounce(engine: Engine, kind: str, *mails: str, at: datetime = NOW) -> None:
    """Reports of these mails that came back, and for a hard one what follows of it."""
    with db.writing(engine) as connection:
        for mail in mails:
            sent = {"id": mail, "subscriber": "hotline@ngo.example", "state": "bounced", "body": "", "domain": "ngo.example"}
            connection.execute(db.mails.insert().values(sent | {"created": at.timestamp(), "settled": at.timestamp()}))
            report = {
                "id": mail,
                "subscriber": "hotline@ngo.example",
                "mail": mail,
                "kind": kind,
                "at": at.timestamp(),
                "said": "5",
            }
            connection.execute(db.bounces.insert().values(report))
        if kind == "hard":
            suppress(connection, ("hotline@ngo.example", EVERYTHING), "hard", "no such user", at)


@pytest.mark.parametrize("rate", ["immediate", "monthly"])
def test_whose_mails_come_back_gets_one_digest_when_the_pause_is_over(  # noqa: PLR0917 (fixtures)
    state_engine: Engine,
    settings: Settings,
    save_alert: Callable[..., AlertConfig],
    put: Callable[..., None],
    build_hit: MakeHit,
    rate: str,
) -> None:
    beat = beat_of(save_alert(rate=rate, heartbeat="daily"))
    first = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    queue_digests(state_engine, settings, first - timedelta(days=1))
    bounce(state_engine, "soft", "1", "2", "3", at=first - timedelta(hours=1))
    made = []
    for number, hours in enumerate((0, 5, 30)):
        put(build_hit(native_id=str(number)), beat=beat)
        made.append(queue_digests(state_engine, settings, first + timedelta(hours=hours)))
    assert (made, untold(state_engine)) == ([0, 0, 1], 0)


def test_for_an_address_that_is_gone_nothing_is_written_nor_kept_waiting(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    save_alert(heartbeat="daily")
    queue_digests(state_engine, settings, NOW)
    put(build_hit())
    bounce(state_engine, "hard", "1")
    assert (queue_digests(state_engine, settings, NOW + timedelta(days=3)), untold(state_engine)) == (0, 0)


def test_what_a_feed_tells_too_stays_when_the_address_is_gone(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    save_alert(outlets=["mail", "feed"])
    put(build_hit())
    bounce(state_engine, "hard", "1")
    assert queue_digests(state_engine, settings, NOW) == 0
    with state_engine.connect() as connection:
        assert connection.scalars(select(db.ledger.c.beat)).all() == [""]


def test_another_search_of_the_reader_that_told_it_mails_it_when_the_first_has_ended(
    state_engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], put: Callable[..., None], build_hit: MakeHit
) -> None:
    save_alert("other")
    put(build_hit("gone", alerts=("other",)))
    assert queue_digests(state_engine, settings, NOW) == 1
