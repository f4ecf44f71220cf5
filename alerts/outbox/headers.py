"""What stands in a mail's headers beside who writes to whom: lists, threads, how to stop."""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Iterator
from email.policy import EmailPolicy
from urllib.parse import quote

from alerts.outbox.envelope import envelope_sender
from alerts.outbox.letter import Letter
from compoundwatch.config.mail import MailConfig
from compoundwatch.text import one_line

# Subject of a mail that asks us to stop; what reads delivery reports knows it.
STOP_SUBJECT = "stop"
# RFC 5322, 2.1.1: 998 characters a line; an address in a header must stay whole.
_LONGEST_LINK = 950
# RFC 5322, 2.1.1: a line should hold no more than this.
_LINE = 78
_LONGEST_SUBJECT = 200
_KEPT_WHOLE = {"to", "message-id", "in-reply-to", "references", "list-id", "list-unsubscribe", "list-unsubscribe-post"}


class MailPolicy(EmailPolicy):
    """ASCII with CRLF. The standard library would break long ids and addresses of the web into encoded words, which none can read:
    those lines are folded between two values only. A subject begins on the line that names it.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header as it is written."""
        if name.lower() == "subject" and value.isascii() and max(map(len, value.split()), default=0) < _LINE:
            lines = textwrap.wrap(f"{name}: {value}", _LINE, subsequent_indent=" ", break_on_hyphens=False)
            return f"{self.linesep.join(lines)}{self.linesep}".encode("ascii")
        if name.lower() not in _KEPT_WHOLE:
            return super().fold_binary(name, value)
        return f"{name}: {value.replace(', ', f',{self.linesep} ')}{self.linesep}".encode("ascii")


def message_id(identity: str, config: MailConfig) -> str:
    """In the sender's own domain, so that no other can claim the id."""
    return f"<{identity}@{config.sender_domain}>"


def subject(letter: Letter) -> str:
    """One bounded line."""
    return one_line(letter.rendered.subject, _LONGEST_SUBJECT)


def thread_headers(letter: Letter, config: MailConfig) -> Iterator[tuple[str, str]]:
    """All mails of a thread answer one that never was: it outlives every single mail, and its id needs no memory."""
    if letter.thread:
        named = hashlib.sha256("\n".join(("thread", letter.recipient, letter.thread)).encode()).hexdigest()[:32]
        yield "In-Reply-To", message_id(named, config)
        yield "References", message_id(named, config)


def list_headers(letter: Letter, config: MailConfig) -> Iterator[tuple[str, str]]:
    """List-Id (RFC 2919) of what comes regularly; List-Unsubscribe (RFC 2369), by one click where there are pages (RFC 8058)."""
    if letter.list_name:
        label = re.sub(r"[^a-z0-9]+", "-", letter.list_name.lower()).strip("-")[:60] or "all"
        yield "List-Id", f"<{label}.alerts.{config.sender_domain}>"
    elif not letter.stop_link:
        return
    by_mail = f"<{_stop_by_mail(letter, config)}>"
    link = letter.stop_link
    if link and link.startswith("https://") and len(link) <= _LONGEST_LINK:
        yield "List-Unsubscribe", f"<{link}>, {by_mail}"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    else:
        yield "List-Unsubscribe", by_mail


def _stop_by_mail(letter: Letter, config: MailConfig) -> str:
    """To the mail's own address, where the program reads it; else to people."""
    address = envelope_sender(config, letter.id) if config.bounces else config.corrections
    return f"mailto:{quote(address, safe='@+')}?subject={STOP_SUBJECT}"
