"""From the ledger to the post: one digest per subscriber, written down before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from compoundwatch.config import Settings


@dataclass(frozen=True, slots=True)
class SendReport:
    """Mails by what became of them. `waiting` are queued still, to be tried again later."""

    sent: int = 0
    waiting: int = 0
    refused: int = 0
    in_doubt: int = 0


def queue_digests(engine: Engine, settings: Settings, at: datetime) -> int:
    """Render one digest for each subscriber who is to be told something, and queue it; the number of mails queued."""
    raise NotImplementedError


def send_queued(engine: Engine, settings: Settings, at: datetime) -> SendReport:
    """Hand over every mail that is due. Safe to be killed at any moment and called again."""
    raise NotImplementedError
