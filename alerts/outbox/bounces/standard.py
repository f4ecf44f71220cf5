"""Reports by the book: delivery status (RFC 3464) and complaints (RFC 5965)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from itertools import islice

from alerts.outbox.bounces.report import Report, failure, status_in

STATUS = "message/delivery-status"
COMPLAINT = "message/feedback-report"
_MOST_RECIPIENTS = 100
# RFC 5965, 7.3, and RFC 6430 (not-spam): of these a reader has complained.
_COMPLAINTS = {"abuse", "fraud", "virus", "other"}
_STOPS = {"opt-out", "opt-out-list"}


def delivery_status(message: Message, subscriber: str) -> Report | None:
    """The failure that a delivery status tells of our mail; None where it tells of none, such as a delay."""
    blocks = islice(_blocks(message, STATUS), _MOST_RECIPIENTS)
    failed = [block for block in blocks if _field(block, "action") == "failed"]
    if not failed:
        return None
    # Our mails have one recipient; several blocks are those of a list behind it.
    block = next((block for block in failed if subscriber in _addresses(block)), failed[0])
    said = _field(block, "diagnostic-code").partition(";")[2].strip()
    status = status_in(_field(block, "status")) or ""
    if status.endswith(".0.0") or not status:
        status = status_in(said) or status
    named = _addresses(block)
    return failure(status, said, about_us=not named or subscriber in named)


def complaint(message: Message) -> Report | None:
    """What a feedback report says; None where there is none, or its reader is content."""
    for block in _blocks(message, COMPLAINT):
        kind = _field(block, "feedback-type")
        if kind in _COMPLAINTS:
            return Report("complaint", f"complaint ({kind}) by way of {_field(block, 'user-agent')}")
        if kind in _STOPS:
            return Report("stop", f"asked by a feedback report ({kind})")
    return None


def _blocks(message: Message, content_type: str) -> Iterator[Message]:
    """The groups of fields in parts of that type, which the standard library reads as messages without a body."""
    for part in message.walk():
        payload = part.get_payload() if part.get_content_type() == content_type else None
        yield from (block for block in payload or () if isinstance(block, Message))


def _addresses(block: Message) -> set[str]:
    """Of the recipient as we wrote to it, and as it was in the end: `rfc822; somebody@ngo.example`, in RFC 3461's code or plain."""
    fields = (_field(block, name).partition(";")[2].strip(" <>") for name in ("original-recipient", "final-recipient"))
    return {form for field in fields if "@" in field for form in (field, _plain(field))}


def _plain(xtext: str) -> str:
    return re.sub(r"\+([0-9a-f]{2})", lambda code: chr(int(code[1], 16)), xtext)


def _field(block: Message, name: str) -> str:
    return str(block.get(name, "")).strip().lower()
