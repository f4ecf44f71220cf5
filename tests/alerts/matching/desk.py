"""The stages up to the ledger, for one test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, select

from alerts.matching.match import match_changes
from alerts.matching.notice import read_entry
from alerts.matching.sweep import sweep
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.posting import TaggedPosting
from index.embedded import EmbeddedStore

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)

MakeTagged = Callable[..., TaggedPosting]
SaveAlert = Callable[..., AlertConfig]


@dataclass
class Desk:
    """Index, match and read the ledger. `crawled` postings are those that a published run brought."""

    engine: Engine
    store: EmbeddedStore
    settings: Settings

    def index(self, *postings: TaggedPosting, at: datetime = NOW, silent: bool = False, crawled: bool = True) -> None:
        """Hand postings to the store as fetched at `at`."""
        self.store.upsert((posting.model_copy(update={"fetched_at": at}) for posting in postings), at=at, silent=silent)
        if crawled and not silent:
            self._remember(postings, at)

    def match(self, at: datetime = NOW) -> list[Any]:
        """What this matching adds to the ledger."""
        return self._added(lambda: match_changes(self.engine, self.store, self.settings.alerts(), at))

    def sweep(self, at: datetime = NOW) -> list[Any]:
        """What this sweep adds to the ledger."""
        return self._added(lambda: sweep(self.engine, self.store, self.settings.alerts(), at))

    def ledger(self) -> list[Row[Any]]:
        with self.engine.connect() as connection:
            return list(connection.execute(select(db.ledger).order_by(db.ledger.c.id)).all())

    def rows(self, table: Any) -> list[Row[Any]]:
        with self.engine.connect() as connection:
            return list(connection.execute(select(table)).all())

    def _added(self, stage: Callable[[], object]) -> list[Any]:
        before = len(self.ledger())
        stage()
        return [read_entry(row.hit) for row in self.ledger()[before:]]

    def _remember(self, postings: Sequence[TaggedPosting], at: datetime) -> None:
        with db.writing(self.engine) as connection:
            for posting in postings:
                row = {"source": posting.source, "posting_id": posting.id, "url": posting.url, "content_hash": "", "absences": 0}
                new = db.insert_new(connection, db.known).values(**row, last_seen=at.timestamp(), gone=False)
                connection.execute(new)
