"""From changes in the store to rows in the ledger: who is to be told of what, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection, Engine

from alerts.matching.earlier import withdrawn
from alerts.matching.events import Desk, Telling
from alerts.matching.found import Found
from alerts.matching.ledger import row_of, write
from alerts.matching.progress import State, advance, read_state, set_looked
from alerts.matching.searches import Search, Searches, SearchReader
from alerts.matching.silence import Silences
from alerts.matching.told import Told
from compoundwatch import db
from compoundwatch.config import AlertConfig
from index.query import Gazetteer
from index.store import Change, PostingStore

# Changes matched at once: large enough to spread the cost of a query, small enough for memory.
BATCH: Final = 1000
# So far before the cursor each matching begins again: on a server the number of a change is given before all readers see it.
OVERLAP: Final = 1000
# Rows are written after so many, or after the change that brings more: never all that 10,000 people are told of a batch at once.
_MOST_TELLINGS: Final = 1000


@dataclass(slots=True)
class MatchReport:
    """What one matching did: changes read for the first time, and new ledger rows (one per subscriber) by kind.

    `unreadable` searches were made on the web pages and cannot be understood any more.
    """

    changes: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    unreadable: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.hits.values())


def match_changes(
    engine: Engine, store: PostingStore, alerts: Mapping[str, AlertConfig], at: datetime, *, gazetteer: Gazetteer | None = None
) -> MatchReport:
    """Match every change since the last time, and a stretch before, and write who is to be told into the ledger.

    The cursor moves in the transaction that writes the rows, so a kill at any moment, and several machines at once, lose and double
    nothing. Raises QueryError for a saved search of configs/alerts/ that cannot be understood, StoreError.
    """
    matcher = Matcher(engine, store, SearchReader(engine, alerts, gazetteer, store.campaign), at)
    with engine.connect() as connection:
        matcher.match_from(max(0, read_state(connection).cursor - OVERLAP))
    with db.writing(engine) as connection:
        set_looked(connection, at)
    return matcher.report


@dataclass(slots=True)
class Matcher:
    """Matches one batch of changes after another."""

    engine: Engine
    store: PostingStore
    reader: SearchReader
    at: datetime
    report: MatchReport = field(default_factory=MatchReport)

    def match_from(self, after: int) -> None:
        """Match all changes after this number. What others write meanwhile makes a batch be reckoned again."""
        searches = self._read()
        while True:
            with self.engine.connect() as connection:
                state = read_state(connection)
                changes = self.store.since(after, limit=BATCH)
                if not changes:
                    return
                written = self._match(connection, searches, state, changes)
            if written:
                after = changes[-1].seq
            else:
                searches = self._read()

    def _read(self) -> Searches:
        searches = self.reader.read()
        self.report.unreadable = searches.unreadable
        return searches

    def _match(self, connection: Connection, searches: Searches, state: State, changes: Sequence[Change]) -> bool:
        """Match one batch; False when others wrote meanwhile and it has to be matched again, with what they wrote."""
        waiting: list[Telling] = []
        for change, tellings in decide(connection, self.store, searches, due(changes, state.cursor)):
            waiting += tellings
            if len(waiting) >= _MOST_TELLINGS:
                written = self._write(waiting, state, changes, change.seq)
                if written is None:
                    return False
                waiting, state = [], written
        return self._write(waiting, state, changes, changes[-1].seq) is not None

    def _write(self, tellings: list[Telling], state: State, changes: Sequence[Change], reached: int) -> State | None:
        if not tellings and reached <= state.cursor:
            return state
        with db.writing(self.engine) as connection:
            after = advance(connection, state, reached)
            if after is None:
                return None
            hits = write(connection, map(row_of, tellings), self.at)
        self.report.hits += hits
        self.report.changes += sum(state.cursor < change.seq <= after.cursor for change in changes)
        return after


def due(changes: Sequence[Change], cursor: int) -> list[Change]:
    """Without what was matched before of postings that have changed again since: the newer change tells it."""
    again = {change.posting.id for change in changes if change.seq > cursor}
    return [change for change in changes if change.seq > cursor or change.posting.id not in again]


def decide(
    connection: Connection, store: PostingStore, searches: Searches, changes: Sequence[Change]
) -> Iterator[tuple[Change, list[Telling]]]:
    """Each change of one batch, with all who are told of it."""
    desk = Desk(Told(connection, changes, store), store.get, Silences(store.search))
    found = Found(searches, (change.posting for change in changes))
    wrong = withdrawn(connection, {change.posting.id for change in changes})
    for change in changes:
        if change.posting.id not in wrong:
            own = found.by(change.posting.id)
            yield (
                change,
                [
                    telling
                    for telling in map(partial(_tell, desk, searches, change, own), sorted(desk.audience(change, own)))
                    if telling
                ],
            )


def _tell(desk: Desk, searches: Searches, change: Change, found: Mapping[str, Sequence[Search]], subscriber: str) -> Telling | None:
    """Nothing from before a search began is told by it."""
    own = searches.of.get(subscriber)
    return desk.decide(change, subscriber, own, [s for s in found.get(subscriber, ()) if s.start.seq < change.seq]) if own else None
