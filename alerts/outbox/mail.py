"""A letter as a message (RFC 5322), and the way it leaves: a file, or SMTP.

No word of the web stands in any header: what varies there comes from configuration, our own counts and the mail's id.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from alerts.outbox.dkim import Signed, load_signers
from alerts.outbox.headers import MailPolicy, list_headers, message_id, subject, thread_headers
from alerts.outbox.letter import Letter
from alerts.outbox.smtp import SmtpServer
from alerts.outbox.transport import Outcome, Transport
from compoundwatch.config import Settings
from compoundwatch.config.mail import MailConfig
from compoundwatch.run_folder import PARTIAL

# No robot shall answer: RFC 3834, and what Exchange knows instead. No Precedence: it is in no standard, and "bulk" means junk.
_NO_ANSWER = (("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "OOF, AutoReply"))


def compose(letter: Letter, config: MailConfig, at: datetime) -> str:
    """The whole message, ASCII with CRLF. The same letter gives the same Message-ID."""
    message = EmailMessage(policy=MailPolicy(linesep="\r\n", cte_type="7bit"))
    message["From"] = config.sender
    message["To"] = letter.recipient
    message["Reply-To"] = config.corrections
    message["Subject"] = subject(letter)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id(letter.id, config)
    for name, value in (*thread_headers(letter, config), *list_headers(letter, config), *_NO_ANSWER):
        message[name] = value
    message.set_content(letter.rendered.text, cte="quoted-printable")
    message.add_alternative(letter.rendered.html, subtype="html", cte="quoted-printable")
    return message.as_bytes().decode("ascii")


@contextmanager
def open_transport(settings: Settings) -> Iterator[Transport]:
    """The configured way out; what leaves by SMTP is signed on its way where there are keys.

    Raises MailServerError where SMTP cannot connect, OSError where no file can be written, ConfigError for a key of no use.
    """
    if settings.app.mail.transport == "eml":
        yield EmlFiles(settings.outbox)
        return
    signers = load_signers(settings)
    with SmtpServer(settings.app.mail, settings.secrets) as server:
        yield Signed(server, signers) if signers else server


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
