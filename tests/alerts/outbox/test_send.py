"""What one sending does with the outbox, mails being files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from alerts.outbox import claims
from alerts.outbox.order import DueMail
from alerts.outbox.rates import DomainRate
from alerts.outbox.resend import resend
from alerts.outbox.send import SendReport, send_queued
from alerts.subscriptions.active import stop
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from tests.alerts.outbox.conftest import NOW, change_mail, mail_row, put_letter

WHO = "hotline@ngo.example"


@pytest.fixture
def mail_id(engine: Engine) -> str:
    """One queued mail."""
    return put_letter(engine, "m1", WHO)


def test_a_mail_becomes_a_file_of_the_very_bytes(engine: Engine, settings: Settings, mail_id: str) -> None:
    send_queued(engine, settings, NOW)
    assert (settings.outbox / f"{mail_id}.eml").read_bytes() == mail_row(engine).body.encode("ascii")


def test_a_mail_that_was_sent_is_settled(engine: Engine, settings: Settings, mail_id: str) -> None:
    assert send_queued(engine, settings, NOW) == SendReport(sent=1)
    assert (mail_row(engine).state, mail_row(engine).error) == ("sent", None)


def test_nothing_is_sent_twice(engine: Engine, settings: Settings, mail_id: str) -> None:
    send_queued(engine, settings, NOW)
    assert send_queued(engine, settings, NOW) == SendReport()


def test_a_file_that_was_not_recorded_is_written_again_as_it_was(engine: Engine, settings: Settings, mail_id: str) -> None:
    send_queued(engine, settings, NOW)
    first = (settings.outbox / f"{mail_id}.eml").read_bytes()
    change_mail(engine, state="queued")
    send_queued(engine, settings, NOW)
    assert [path.read_bytes() for path in settings.outbox.iterdir()] == [first]


def test_a_mail_cut_off_while_it_was_handed_over_is_in_doubt(engine: Engine, settings: Settings, mail_id: str) -> None:
    change_mail(engine, state="sending")
    assert send_queued(engine, settings, NOW) == SendReport(in_doubt=1)


def test_a_mail_in_doubt_is_never_sent_again(engine: Engine, settings: Settings, mail_id: str) -> None:
    change_mail(engine, state="in_doubt")
    send_queued(engine, settings, NOW)
    assert (mail_row(engine).state, settings.outbox.exists()) == ("in_doubt", False)


def test_a_mail_that_a_person_sends_again_is_sent(engine: Engine, settings: Settings, mail_id: str) -> None:
    change_mail(engine, state="in_doubt")
    resend(engine, mail_id, NOW)
    assert send_queued(engine, settings, NOW) == SendReport(sent=1)


def test_a_mail_to_somebody_who_said_stop_is_not_sent(engine: Engine, settings: Settings, mail_id: str) -> None:
    stop(engine, settings.alerts(), WHO, "asked", NOW)
    assert send_queued(engine, settings, NOW) == SendReport()
    assert (mail_row(engine).state, mail_row(engine).error) == ("refused", "the subscriber said stop")


@pytest.mark.parametrize(("kind", "state"), [("digest", "refused"), ("confirmation", "sent")])
def test_who_stopped_their_one_alert_is_only_asked_to_confirm_another(
    engine: Engine, settings: Settings, save_alert: Callable[..., AlertConfig], kind: str, state: str
) -> None:
    save_alert()
    stop(engine, settings.alerts(), "desk", "asked", NOW)
    put_letter(engine, "m1", WHO, kind=kind)  # type: ignore[arg-type]  # one of them
    send_queued(engine, settings, NOW)
    assert mail_row(engine).state == state


def bounce_softly(engine: Engine, count: int) -> None:
    """So many mails, the last just now, that came back."""
    with db.writing(engine) as connection:
        for number in range(count):
            row = {
                "id": f"b{number}",
                "subscriber": WHO,
                "mail": f"old{number}",
                "kind": "soft",
                "at": NOW.timestamp(),
                "said": "full",
            }
            connection.execute(db.bounces.insert().values(row))
    for number in range(count):
        put_letter(engine, f"old{number}", WHO)
        change_mail(engine, f"old{number}", state="sent", settled=NOW.timestamp())


def test_a_mail_to_a_paused_address_waits_for_the_end_of_the_pause(engine: Engine, settings: Settings, mail_id: str) -> None:
    bounce_softly(engine, 3)
    assert send_queued(engine, settings, NOW) == SendReport(waiting=1)
    assert (mail_row(engine).due, mail_row(engine).tries) == ((NOW + timedelta(days=1)).timestamp(), 0)


def test_after_the_pause_it_is_sent(engine: Engine, settings: Settings, mail_id: str) -> None:
    bounce_softly(engine, 3)
    send_queued(engine, settings, NOW)
    assert send_queued(engine, settings, NOW + timedelta(days=1)) == SendReport(sent=1)


def test_another_senders_mails_are_left_alone(engine: Engine, settings: Settings, mail_id: str) -> None:
    with db.writing(engine, "outbox") as connection:
        claims.claim(connection, [DueMail(mail_id, "ngo.example")], "elsewhere/1/aa", NOW, DomainRate(60))
    assert send_queued(engine, settings, NOW) == SendReport(waiting=1)


def test_a_folder_that_cannot_be_written_leaves_the_mail_queued(engine: Engine, settings: Settings, mail_id: str) -> None:
    settings.outbox.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="outbox"):
        send_queued(engine, settings, NOW)
    assert (mail_row(engine).state, mail_row(engine).claimed_by) == ("queued", None)


def test_files_are_written_at_any_rate(engine: Engine, settings: Settings) -> None:
    for number in range(70):
        put_letter(engine, f"m{number}", f"desk{number}@ngo.example")
    assert send_queued(engine, settings, NOW) == SendReport(sent=70)
