"""What a delivery report says of one recipient: the record that each kind of report becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# hard: there is no such address. soft: it did not arrive, which may pass. complaint: called spam. stop: asked for by mail.
ReportKind = Literal["hard", "soft", "complaint", "stop"]

# Enhanced status codes (RFC 3463, 7505; IANA's registry) that speak of the address alone: no such mailbox, no such domain, bad
# syntax, moved away, takes no mail, mailbox disabled. Full mailboxes, filters and networks pass or are about us: they are soft.
_NO_SUCH_ADDRESS = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
_STATUS = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")


@dataclass(frozen=True, slots=True)
class Report:
    """`said` is the report's own words: hostile text, not yet on one line."""

    kind: ReportKind
    said: str


def failure(status: str, said: str, *, about_us: bool) -> Report:
    """A failed delivery; hard where its status says that the address does not exist.

    `about_us`: the report names the address that we wrote to, or none. Where it names another, a mailing list or a forwarding
    behind our subscriber failed, and the subscriber may have had the mail.
    """
    return Report("hard" if about_us and status in _NO_SUCH_ADDRESS else "soft", f"{status} {said}".strip())


def status_in(words: str) -> str | None:
    """The first enhanced status code in free words."""
    found = _STATUS.search(words)
    return found[0] if found else None
