"""A digest as a message (RFC 5322), and the way it leaves: a file, or SMTP.

No word of the web stands in any header: what varies there comes from configuration, our own counts and the mail's id.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path

from alerts.outbox.letter import Letter
from alerts.outbox.smtp import SmtpServer
from alerts.outbox.transport import Outcome, Transport
from compoundwatch.config import Secrets
from compoundwatch.config.app import MailConfig
from compoundwatch.run_folder import PARTIAL


def compose(letter: Letter, config: MailConfig, at: datetime) -> str:
    """The whole message, ASCII with CRLF. The same letter gives the same Message-ID."""
    message = EmailMessage(policy=SMTP)
    message["From"] = config.sender
    message["To"] = letter.recipient
    message["Reply-To"] = config.corrections
    message["Subject"] = letter.rendered.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter.id}@{parseaddr(config.sender)[1].rpartition('@')[2]}>"
    # RFC 3834: no robot shall answer.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.rendered.text, cte="quoted-printable")
    message.add_alternative(letter.rendered.html, subtype="html", cte="quoted-printable")
    return message.as_bytes().decode("ascii")


def open_transport(config: MailConfig, secrets: Secrets, outbox: Path) -> AbstractContextManager[Transport]:
    """The configured way out. Entering raises MailServerError where SMTP cannot connect, OSError where no file can be written."""
    return nullcontext(EmlFiles(outbox)) if config.transport == "eml" else SmtpServer(config, secrets)


@dataclass(frozen=True, slots=True)
class EmlFiles:
    """`<outbox>/<mail id>.eml`: written beside and renamed, so that the same mail again is the same file."""

    outbox: Path

    def deliver(self, mail_id: str, _recipient: str, body: bytes, _commit: Callable[[], None]) -> Outcome:
        """Write one mail. Raises OSError; the mail then stays queued."""
        self.outbox.mkdir(parents=True, exist_ok=True)
        path = self.outbox / f"{mail_id}.eml"
        beside = path.with_name(path.name + PARTIAL)
        with beside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        return Outcome("sent")
