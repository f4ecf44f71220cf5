"""One mail to one person, before it is a message: what it says, and what its headers need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MailKind = Literal["digest", "heartbeat", "confirmation"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What goes into one mail. `subject` holds no word of the web."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Letter:
    """`id` names the Message-ID and is the same whenever the same mail is made again.

    `thread`: letters of the same thread are shown together by mail programs. `list_name`: what the subscriber gets regularly,
    for List-Id; none for what is sent once. `stop_link`: one-click address to stop it (RFC 8058), where there are web pages.
    """

    id: str
    kind: MailKind
    recipient: str
    rendered: Rendered
    thread: str | None = None
    list_name: str | None = None
    stop_link: str | None = None
