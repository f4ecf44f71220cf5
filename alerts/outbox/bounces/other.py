"""Reports that keep to no book, and mails that ask us to stop."""

from __future__ import annotations

import logging
from email.message import Message

from flufl.bounce import all_failures

from alerts.outbox.bounces.report import Report, failure, status_in
from alerts.outbox.headers import STOP_SUBJECT

_STOP_WORDS = {STOP_SUBJECT, "unsubscribe"}
# A report without a status code that says for good: taken as one about the mailbox.
_FOR_GOOD = "5.1.1"
_PASSING = "4.0.0"
# Its detectors take some things for granted of a message, and print a traceback where they are not so.
_NO_MAIL = (ValueError, LookupError, TypeError, AttributeError)
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)


def free_report(message: Message, words: str, subscriber: str) -> Report | None:
    """What flufl.bounce makes of the words of many mail servers; None for what is no report, such as an answer."""
    try:
        passing, for_good = all_failures(message)
    except _NO_MAIL:
        return None
    if not (passing or for_good):
        return None
    # It finds its own failures in the words of a report, of which ours is one of few.
    named = {address.decode("ascii", "replace").lower() for address in passing | for_good}
    status = status_in(words) or (_FOR_GOOD if for_good else _PASSING)
    return failure(status, "as told in free words", about_us=subscriber in named)


def stop_by_mail(message: Message) -> Report | None:
    """A person's mail whose subject is the one that List-Unsubscribe names; robots do not ask."""
    by_robot = str(message.get("Auto-Submitted", "no")).strip().lower() != "no"
    asks = str(message.get("Subject", "")).strip().lower() in _STOP_WORDS
    return Report("stop", "asked by mail") if asks and not by_robot else None
