"""Reports about one mail that was sent, in the forms of the books and of some mail servers; all made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from alerts.outbox.bounces.incoming import Incoming
from alerts.outbox.bounces.reading import ReportCounts, obey
from alerts.outbox.letter import Letter, Rendered
from alerts.outbox.queue import queue_letter
from compoundwatch import db
from compoundwatch.config.mail import MailConfig

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
ID = "0123456789abcdef" * 2
SUBSCRIBER = "hotline@ngo.example"
CONFIG = MailConfig(sender="compoundwatch <alerts@cw.example>", bounces="bounces@cw.example")

Read = Callable[..., ReportCounts]


def dsn(
    status: str = "5.1.1",
    *,
    action: str = "failed",
    diagnostic: str = "smtp; 550 5.1.1 no such user",
    recipient: str = SUBSCRIBER,
    mail_id: str = ID,
    original: str | None = None,
) -> bytes:
    """A delivery status notification (RFC 3464) to the mail's own address, with its headers sent back."""
    lines = [
        "From: MAILER-DAEMON@mx.ngo.example", f"To: bounces+{mail_id}@cw.example", "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"', "", "--b1", "Content-Type: text/plain", "",
        "Your message could not be delivered.", "--b1", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; mx.ngo.example", f"Original-Envelope-Id: {mail_id}", "", f"Final-Recipient: rfc822; {recipient}",
        *([f"Original-Recipient: rfc822;{original}"] if original else []),
        f"Action: {action}", f"Status: {status}", f"Diagnostic-Code: {diagnostic}", "", "--b1", "Content-Type: text/rfc822-headers",
        "", f"Message-ID: <{mail_id}@cw.example>", f"To: {recipient}", "", "--b1--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def arf(feedback: str = "abuse", mail_id: str = ID) -> bytes:
    """A complaint (RFC 5965) whose recipient is taken out, as large providers do."""
    lines = [
        "From: feedback@provider.example", "To: abuse@cw.example", "Subject: FW: compoundwatch: 3 new", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b1"', "", "--b1", "Content-Type: text/plain", "",
        "A reader has marked this.", "--b1", "Content-Type: message/feedback-report", "", f"Feedback-Type: {feedback}",
        "User-Agent: Loop/1.0", "Version: 1", "", "--b1", "Content-Type: message/rfc822", "Content-Disposition: inline", "",
        "From: alerts@cw.example", f"Message-ID: <{mail_id}@cw.example>", "Subject: compoundwatch: 3 new", "", "text", "--b1--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


@pytest.fixture
def sent(state_engine: Engine) -> Engine:
    """A state database that holds one mail, handed over to SUBSCRIBER."""
    with db.writing(state_engine) as connection:
        queue_letter(connection, Letter(ID, "digest", SUBSCRIBER, Rendered("compoundwatch: 3 new", "text", "<p>")), CONFIG, NOW)
        connection.execute(db.mails.update().values(state="sent", settled=NOW.timestamp()))
    return state_engine


@pytest.fixture
def read(sent: Engine) -> Read:
    """Read messages as reports."""
    return lambda *messages: obey(sent, [Incoming(message) for message in messages], NOW)


@pytest.fixture
def stop_list(sent: Engine) -> Callable[[], list[tuple[str, str, str]]]:
    """Subscriber, alert and kind of everything on it."""

    def rows() -> list[tuple[str, str, str]]:
        table = db.suppressions
        with sent.connect() as connection:
            return [tuple(row) for row in connection.execute(select(table.c.subscriber, table.c.alert, table.c.kind))]

    return rows
