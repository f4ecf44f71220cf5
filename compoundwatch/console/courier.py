"""A confirmation should arrive while its reader still waits: what was queued here is handed over at once."""

from __future__ import annotations

import logging

from alerts.outbox.send import send_queued
from compoundwatch.console.office import Office
from compoundwatch.errors import CompoundwatchError

_log = logging.getLogger(__name__)


def hand_over(office: Office) -> None:
    """Send what is due, after the page was answered. What fails stays queued, and the next run sends it."""
    try:
        send_queued(office.engine, office.settings, office.clock())
    except (CompoundwatchError, OSError) as error:
        _log.error("mails stay queued: %s", error)
