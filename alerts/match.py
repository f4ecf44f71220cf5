"""From changes in the store to rows in the ledger: who is to be told of what, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from compoundwatch.config import AlertConfig
from index.query import Gazetteer
from index.store import Event, PostingStore


@dataclass(slots=True)
class MatchReport:
    """What one matching did: changes read, and new ledger rows (one per subscriber) by event."""

    changes: int = 0
    hits: dict[Event, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.hits.values())


def match_changes(
    engine: Engine, store: PostingStore, alerts: Mapping[str, AlertConfig], at: datetime, *, gazetteer: Gazetteer | None = None
) -> MatchReport:
    """Match every change since the last time and write who is to be told into the ledger.

    Each batch is one transaction with the cursor, so a kill at any moment loses and doubles nothing. Raises QueryError for a
    saved search that cannot be understood, StoreError.
    """
    raise NotImplementedError
