"""The embedded store: SQLite holds the truth, tantivy follows it. One writer at a time, readers any number, no service.

A batch is written in transactions of a few hundred postings, and the word index follows at the end. A kill at any moment
leaves whole transactions; what the word index then lacks is taken up by whoever opens the store next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from filelock import FileLock, Timeout

from compoundwatch.errors import StoreError, TryLater
from compoundwatch.posting import Posting, TaggedPosting
from index import merge
from index.expiry import ExpiredMonth, drop_month, expired_months
from index.linking import Linker, Reassess
from index.pages import Pages
from index.query import Node
from index.records import Records, Row
from index.store import Change, Hits, Revision, Sort, Written
from index.words import WordIndex

_TRANSACTION: Final = 200
# How many postings may be in the records before the word index takes them up, in one long batch.
_FOLLOW_EVERY: Final = 50_000
_LOCK_SECONDS: Final = 600

LOCK: Final = "write.lock"
RECORDS: Final = "postings.sqlite"

Item = TypeVar("Item")


class EmbeddedStore:
    """See `PostingStore`. `reassess` gives a posting's risk once linking has added compounds to it."""

    def __init__(self, folder: Path, reassess: Reassess) -> None:
        self._folder = folder
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / LOCK)
            self._records = Records(folder / RECORDS)
            self._linker = Linker(self._records, reassess)
            self._words = WordIndex(folder / "words", self._records)
            self._pages = Pages(self._records, self._words)
            self._follow_if_free()

    def upsert(self, postings: Iterable[TaggedPosting], *, at: datetime, silent: bool = False) -> Written:
        written = Written()
        with self._writing():
            with self._transaction():
                self._linker.renew()
            for count, batch in enumerate(_batches(postings, _TRANSACTION), start=1):
                with self._transaction():
                    for posting in batch:
                        self._upsert(posting, at, silent, written)
                if count % (_FOLLOW_EVERY // _TRANSACTION) == 0:
                    self._words.follow()
            self._words.follow()
            written.seq = self.last_seq()
        return written

    def sighted(self, seen: Iterable[str], gone: Iterable[str], *, at: datetime, silent: bool = False) -> Written:
        written = Written()
        told = [(ids, rule) for ids, rule in ((seen, merge.seen), (gone, merge.gone))]
        with self._writing():
            for ids, rule in told:
                for batch in _batches(ids, _TRANSACTION):
                    with self._transaction():
                        for row in filter(None, map(self._records.row, batch)):
                            self._write(row, rule(row.stored(), at=at), at, silent, written)
            self._words.follow()
            written.seq = self.last_seq()
        return written

    def get(self, posting_id: str) -> Posting | None:
        with _told(self._folder):
            row = self._records.row(posting_id)
            return row.posting() if row else None

    def find(self, id_prefix: str, *, limit: int = 2) -> list[str]:
        prefix = id_prefix.lower()
        with _told(self._folder):
            return [row.id for row in self._records.rows("id >= ? AND id < ?", (prefix, prefix + "g"), "id", limit)]

    def revisions(self, posting_id: str) -> list[Revision]:
        with _told(self._folder):
            row = self._records.row(posting_id)
            return list(self._records.revisions(row.n)) if row else []

    def search(self, query: Node, *, limit: int = 20, after: str | None = None, sort: Sort = "newest") -> Hits:
        with _told(self._folder):
            return self._pages.search(query, limit=limit, after=after, sort=sort)

    def facets(self, query: Node, field: str, *, limit: int = 20) -> list[tuple[str, int]]:
        with _told(self._folder):
            return self._pages.facets(query, field, limit=limit)

    def since(self, seq: int, *, limit: int = 1000) -> list[Change]:
        with _told(self._folder):
            return list(self._records.changes(seq, limit))

    def last_seq(self) -> int:
        return int(self._records.meta("seq"))

    def campaign(self, name: str) -> str:
        with _told(self._folder):
            return self._pages.campaign(name)

    def all(self) -> Iterator[Posting]:
        with _told(self._folder):
            after = ""
            while batch := list(self._records.rows("id > ?", (after,), "id", _TRANSACTION)):
                yield from (row.posting() for row in batch)
                after = batch[-1].id

    def erase(self, posting_id: str, *, at: datetime) -> bool:
        """As the protocol says; words stay in freed room of the files until `scrub`."""
        with self._writing():
            with self._transaction():
                row = self._records.row(posting_id)
                if row is None:
                    self._records.refuse(posting_id, at)
                    return False
                self._records.connection.execute("PRAGMA secure_delete=ON")
                tied = self._linker.tied(row.n)
                self._records.erase(row, at)
                self._linker.leave(row, tied)
            self._records.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._words.follow()
        return True

    def follow(self) -> None:
        """Bring the word index up to the records; a broken one is made anew."""
        with self._writing():
            self._words.follow()

    def rebuild(self) -> int:
        """Make the word index anew from the records; how many postings it holds."""
        with self._writing():
            self._words.rebuild()
            (count,) = self._records.connection.execute("SELECT COUNT(*) FROM postings").fetchone()
        return int(count)

    def relink(self, report: Callable[[int], None]) -> int:
        """Link every posting once more, in the order of arrival, and tell nobody; how many changed.

        Joins what came to be alike by other rules or words than those of its day. `report` is told how many were looked at.
        """
        before, last, done = self.last_seq(), 0, 0
        with self._writing():
            self._linker.renew()
            while batch := list(self._records.rows("n > ?", (last,), "n", _TRANSACTION)):
                with self._transaction():
                    for row in batch:
                        self._linker.link(row.n, row.stored().tagged)
                last, done = batch[-1].n, done + len(batch)
                report(done)
            self._words.follow()
            (changed,) = self._records.connection.execute("SELECT COUNT(*) FROM postings WHERE seq > ?", (before,)).fetchone()
        return int(changed)

    def scrub(self) -> None:
        """Write all files anew, so that no word of what was erased or replaced stays in room that is free now."""
        with self._writing():
            self._records.connection.execute("VACUUM")
            self._records.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._words.rebuild()

    def expire(self, before: str, *, dry_run: bool = False) -> list[ExpiredMonth]:
        """Drop all months (of `first_seen`) before `2024.01`, but never the newest; which they were. Raises UsageError."""
        with self._writing():
            expired = expired_months(self._records, before)
            for month in [] if dry_run else expired:
                with self._transaction():
                    drop_month(self._records, month.month)
                    self._words.set_stale()
            self._words.follow()
        return expired

    def number_from(self, seq: int) -> None:
        with self._writing(), self._transaction():
            self._records.set_meta("seq", max(seq, self.last_seq()))

    def backup(self, target: Path) -> None:
        """A whole copy of the records, taken while others read and write. The word index is made from it when opened."""
        with _told(target), sqlite3.connect(target) as copy:
            self._records.connection.backup(copy)
        copy.close()

    def close(self) -> None:
        self._records.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _upsert(self, new: TaggedPosting, at: datetime, silent: bool, written: Written) -> None:
        row = self._records.row(new.id)
        if row is None and not self._records.is_erased(new.id):
            self._write(None, merge.first(new, at=at), at, silent, written)
        else:
            self._write(row, merge.merge(row.stored(), new) if row else None, at, silent, written)

    def _write(self, row: Row | None, merged: merge.Merged | None, at: datetime, silent: bool, written: Written) -> None:
        if merged is None:
            written.unchanged += 1
            return
        tagged = merged.stored.tagged
        n = self._records.write(row, merged, tagged.model_dump_json())
        if row is None or tagged != row.stored().tagged:
            self._linker.link(n, tagged)
        origin = self._linker.origin(n) if merged.event == "new" else None
        event = "copy" if origin else merged.event
        if event is None:
            written.updated += 1
        else:
            written.events[event] = written.events.get(event, 0) + 1
            self._records.add_change(n, event, at, silent=silent, origin=origin)

    def _follow_if_free(self) -> None:
        """Take up what a killed writer left undone, unless a living one is about to."""
        if self._words.is_behind():
            try:
                with self._lock.acquire(timeout=0):
                    self._words.follow()
            except Timeout:
                return

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _told(self._folder):
            try:
                self._lock.acquire(timeout=_LOCK_SECONDS)
            except Timeout:
                raise TryLater(f"another process has been writing to {self._folder} for {_LOCK_SECONDS} s; try later") from None
            try:
                yield
            finally:
                self._lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._records.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._records.connection.in_transaction:
                self._records.connection.execute("ROLLBACK")
            raise
        self._records.connection.execute("COMMIT")


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Faults of the disk and of SQLite as one line that names the place."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{place}: the store cannot be used: {error}") from None
    except OSError as error:
        raise StoreError(f"{error.filename or place}: {error.strerror or error}") from None


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
