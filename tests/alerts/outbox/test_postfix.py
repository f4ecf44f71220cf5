"""Mails through a real Postfix: to a server behind it, refused, put off, and its delivery reports read back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import Engine, select

from alerts.outbox.bounces import ReportCounts, read_reports
from alerts.outbox.dkim import load_signers
from alerts.outbox.letter import Letter, Rendered
from alerts.outbox.queue import queue_letter
from alerts.outbox.send import send_queued
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.config.mail import DkimConfig, MailConfig
from tests.alerts.outbox.smtp_server import Answers, Server
from tests.servers.postfix import Postfix

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
IDS = iter(f"{number:032x}" for number in range(1, 1000))
_DEADLINE_SECONDS = 30

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Site:
    """Postfix, and behind it a server that answers as it is told."""

    postfix: Postfix
    answers: Answers


@pytest.fixture(scope="module")
def running(start_postfix: Callable[[int], Postfix]) -> Iterator[Site]:
    answers = Answers()
    behind = Server(answers)
    behind.start()
    try:
        yield Site(start_postfix(behind.port), answers)
    finally:
        behind.stop()


@pytest.fixture
def site(running: Site) -> Site:
    """With nothing left of an earlier test."""
    running.answers.rcpt, running.answers.taken = "250 OK", []
    for report in (running.postfix.reports / "new").iterdir():
        report.unlink()
    return running


@pytest.fixture
def through(settings: Settings, site: Site) -> Settings:
    """Settings that send by this Postfix and read the reports that it delivers."""
    mail = MailConfig(
        transport="smtp", smtp_host="127.0.0.1", smtp_port=site.postfix.port, smtp_tls="none",
        sender="compoundwatch <alerts@cw.example>", bounces="bounces@cw.example", reports=site.postfix.reports,
    )  # fmt: skip
    return replace(settings, app=settings.app.model_copy(update={"mail": mail}))


def queue(engine: Engine, settings: Settings, recipient: str) -> str:
    """Queue a mail; its id."""
    letter = Letter(
        next(IDS), "digest", recipient, Rendered("compoundwatch: 3 new", "招聘\n.\nmore\n", "<p>招聘</p>"), list_name="desk"
    )
    with db.writing(engine) as connection:
        queue_letter(connection, letter, settings.app.mail, NOW)
    return letter.id


def state_of(engine: Engine, mail_id: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalars(select(db.mails.c.state).where(db.mails.c.id == mail_id)).one())


def body_of(engine: Engine, mail_id: str) -> str:
    with engine.connect() as connection:
        return str(connection.scalars(select(db.mails.c.body).where(db.mails.c.id == mail_id)).one())


def wait_until(holds: Callable[[], object], site: Site) -> None:
    end = time.monotonic() + _DEADLINE_SECONDS
    while not holds():
        assert time.monotonic() < end, site.postfix.log()[-2000:]
        time.sleep(0.1)


def reports_in(site: Site) -> list[Path]:
    return list((site.postfix.reports / "new").iterdir())


def test_a_mail_arrives_behind_it_word_for_word(engine: Engine, through: Settings, site: Site) -> None:
    mail_id = queue(engine, through, "hotline@ngo.example")
    send_queued(engine, through, NOW)
    wait_until(lambda: site.answers.taken, site)
    arrived, sent = message_from_bytes(site.answers.taken[0]), message_from_bytes(body_of(engine, mail_id).encode())
    assert [part.get_payload() for part in arrived.get_payload()] == [part.get_payload() for part in sent.get_payload()]  # type: ignore[union-attr]  # both multipart


def test_its_headers_arrive_as_they_were_written(engine: Engine, through: Settings, site: Site) -> None:
    mail_id = queue(engine, through, "hotline@ngo.example")
    send_queued(engine, through, NOW)
    wait_until(lambda: site.answers.taken, site)
    head = body_of(engine, mail_id).encode().partition(b"\r\n\r\n")[0]
    assert head in site.answers.taken[0].replace(b"\n", b"\r\n").replace(b"\r\r\n", b"\r\n")


def test_each_mail_leaves_in_the_name_of_an_address_of_its_own(engine: Engine, through: Settings, site: Site) -> None:
    mail_id = queue(engine, through, "hotline@ngo.example")
    send_queued(engine, through, NOW)
    wait_until(lambda: f"from=<bounces+{mail_id}@cw.example>" in site.postfix.log(), site)


def test_signatures_hold_behind_it(engine: Engine, through: Settings, site: Site) -> None:
    keys: dict[str, rsa.RSAPrivateKey | Ed25519PrivateKey] = {
        "rsa": rsa.generate_private_key(65537, 2048),
        "ed": Ed25519PrivateKey.generate(),
    }
    for name, key in keys.items():
        file = through.configs / f"{name}.pem"
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.chmod(0o600)
    mail = through.app.mail.model_copy(update={"dkim": tuple(DkimConfig(selector=name, key=Path(f"{name}.pem")) for name in keys)})
    signing = replace(through, app=through.app.model_copy(update={"mail": mail}))
    records = {f"{each.selector}._domainkey.{each.domain}.": each.key.record.encode() for each in load_signers(signing)}
    queue(engine, signing, "hotline@ngo.example")
    send_queued(engine, signing, NOW)
    wait_until(lambda: site.answers.taken, site)
    arrived = dkim.DKIM(site.answers.taken[0])
    assert [arrived.verify(number, lambda name, timeout=5: records[name.decode()]) for number in (0, 1)] == [True, True]


def test_a_real_report_of_an_unknown_user_stops_their_mails(engine: Engine, through: Settings, site: Site) -> None:
    site.answers.rcpt = "550 5.1.1 no such user here"
    mail_id = queue(engine, through, "unknown@ngo.example")
    send_queued(engine, through, NOW)
    wait_until(lambda: reports_in(site), site)
    assert read_reports(engine, through, NOW) == ReportCounts(hard=1)
    with engine.connect() as connection:
        stopped = connection.execute(select(db.suppressions.c.subscriber, db.suppressions.c.kind)).all()
    assert (state_of(engine, mail_id), [tuple(row) for row in stopped]) == ("bounced", [("unknown@ngo.example", "hard")])


def test_a_real_report_of_a_full_mailbox_stops_nobody(engine: Engine, through: Settings, site: Site) -> None:
    site.answers.rcpt = "552 5.2.2 over quota"
    queue(engine, through, "full@ngo.example")
    send_queued(engine, through, NOW)
    wait_until(lambda: reports_in(site), site)
    assert read_reports(engine, through, NOW) == ReportCounts(soft=1)


def test_a_report_holds_nothing_of_what_we_wrote(engine: Engine, through: Settings, site: Site) -> None:
    site.answers.rcpt = "550 5.1.1 no such user here"
    queue(engine, through, "unknown@ngo.example")
    send_queued(engine, through, NOW)
    wait_until(lambda: reports_in(site), site)
    assert b"=E6=8B=9B=E8=81=98" not in reports_in(site)[0].read_bytes()


def test_what_it_puts_off_is_tried_again_by_it(engine: Engine, through: Settings, site: Site) -> None:
    site.answers.rcpt = "450 4.2.1 later"
    queue(engine, through, "hotline@ngo.example")
    send_queued(engine, through, NOW)
    wait_until(lambda: "status=deferred" in site.postfix.log(), site)
    site.answers.rcpt = "250 OK"
    wait_until(lambda: site.answers.taken, site)
    assert len(site.answers.taken) == 1


def test_what_it_does_not_take_now_is_tried_again_by_us(engine: Engine, through: Settings, site: Site) -> None:
    site.postfix.answer("later@ngo.example", "450 4.7.1 come back")
    mail_id = queue(engine, through, "later@ngo.example")
    send_queued(engine, through, NOW)
    assert state_of(engine, mail_id) == "queued"
    site.postfix.answer("later@ngo.example", None)

    def sent() -> bool:
        send_queued(engine, through, NOW + timedelta(hours=12))
        return state_of(engine, mail_id) == "sent"

    wait_until(sent, site)
    wait_until(lambda: site.answers.taken, site)
    assert len(site.answers.taken) == 1
