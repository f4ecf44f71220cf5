"""One mail to one person, before it is a message: what it says, and what its headers need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from alerts.subscriptions.tokens import Tokens

MailKind = Literal["digest", "heartbeat", "confirmation", "test", "operators"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What goes into one mail. `subject` holds no word of the web."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Letter:
    """`id` (made by `mail_id`) names the Message-ID and is the same whenever the same mail is made again.

    `thread`: letters of the same thread are shown together by mail programs. `list_name`: what the subscriber gets regularly,
    for List-Id; none for what is sent once. `stop_link`: one-click address to stop it (RFC 8058), where there are web pages. With
    either a mail says how to stop it.
    """

    id: str
    kind: MailKind
    recipient: str
    rendered: Rendered
    thread: str | None = None
    list_name: str | None = None
    stop_link: str | None = None


def mail_id(tokens: Tokens, *what: str) -> str:
    """32 hex digits: the same for the same words, and known to nobody who has not had the mail.

    A delivery report is believed because it names such an id, so that a forged one stops nobody.
    """
    return tokens.secret_of("\n".join(("mail", *what)))[:32]
