"""The records of the embedded store in SQLite: the truth, of which the word index is only a copy.

Every write takes the next number of one sequence (`seq`), so that whoever follows the store asks for what came after the
number it knows. Moments are whole microseconds since 1970.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson

from compoundwatch.errors import StoreError
from compoundwatch.posting import CompoundLink, Posting, Risk, TaggedPosting
from index.fingerprint import FINGERPRINT_VERSION
from index.merge import Merged, Stored
from index.moments import microseconds, to_moment
from index.schema import SCHEMA, VERSION
from index.store import Change, Event, Revision

_COLUMNS: Final = "n, id, tagged, linked, first_seen, last_seen, ingested_at, status, status_at, revision, shape, campaign, seq"
_CACHE_KIB = 16_384
_WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One posting as stored; `linked` is what linking added to it, JSON."""

    n: int
    id: str
    tagged: str
    linked: str | None
    first_seen: int
    last_seen: int
    ingested_at: int
    status: str
    status_at: int | None
    revision: int
    shape: int | None
    campaign: str | None
    seq: int

    def stored(self) -> Stored:
        return Stored(
            TaggedPosting.model_validate_json(self.tagged),
            to_moment(self.first_seen),
            to_moment(self.last_seen),
            to_moment(self.ingested_at),
            self.status,  # type: ignore[arg-type]  # written by us, from the same three words
            None if self.status_at is None else to_moment(self.status_at),
            self.revision,
        )

    def posting(self) -> Posting:
        record: dict[str, Any] = orjson.loads(self.tagged)
        record |= orjson.loads(self.linked) if self.linked else {}
        record |= {name: to_moment(getattr(self, name)) for name in ("first_seen", "last_seen", "ingested_at")}
        return Posting.model_validate(record | {"campaign": self.campaign, "status": self.status, "revision": self.revision})


class Records:
    """Reads and writes rows; a transaction is the caller's (`with records.writing():`)."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"cache_size=-{_CACHE_KIB}", "secure_delete=FAST"):
            self.connection.execute(f"PRAGMA {pragma}")
        self._prepare()

    def _prepare(self) -> None:
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if version not in {0, VERSION}:
            raise StoreError(f"the store was made by another version (its layout is {version}, ours {VERSION}); rebuild it")
        if version == 0:
            self._create()

    def _create(self) -> None:
        """Tables, marks and version in one transaction: a kill or a full disk leaves all of it or nothing."""
        marks = f"('store', '{secrets.token_hex(8)}'), ('fingerprint', {FINGERPRINT_VERSION!r}), ('seq', 0)"
        script = f"BEGIN IMMEDIATE; {SCHEMA} INSERT INTO meta VALUES {marks}; PRAGMA user_version={VERSION}; COMMIT;"  # noqa: S608  # our own values
        try:
            self.connection.executescript(script)
        except sqlite3.Error:
            if self.connection.in_transaction:
                self.connection.rollback()
            # Another process made it first, or there is no room.
            if self.connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
                raise

    def meta(self, key: str) -> Any:
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: object) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def next_seq(self) -> int:
        (seq,) = self.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'seq' RETURNING value").fetchone()
        return int(seq)

    def row(self, posting_id: str) -> Row | None:
        return next(self.rows("id = ?", (posting_id,)), None)

    def rows(self, where: str, values: Iterable[object] = (), order: str = "n", limit: int = -1) -> Iterator[Row]:
        """Rows, streamed. `where` and `order` are ours, never a user's words."""
        statement = f"SELECT {_COLUMNS} FROM postings WHERE {where} ORDER BY {order} LIMIT {limit}"  # noqa: S608  # see above
        for row in self.connection.execute(statement, tuple(values)):
            yield Row(*row)

    def is_erased(self, posting_id: str) -> bool:
        return self.connection.execute("SELECT 1 FROM erased WHERE id = ?", (posting_id,)).fetchone() is not None

    def write(self, old: Row | None, merged: Merged, tagged: str) -> int:
        """The posting's number. Its content of before is kept as a revision where that was replaced."""
        stored = merged.stored
        if old is not None and merged.replaced:
            self.connection.execute(
                "INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?)",
                (old.n, old.revision, microseconds(stored.tagged.fetched_at), old.tagged),
            )
        values = (
            tagged,
            microseconds(stored.last_seen),
            stored.status,
            None if stored.status_at is None else microseconds(stored.status_at),
            stored.revision,
            self.next_seq(),
        )
        if old is not None:
            self.connection.execute(
                "UPDATE postings SET tagged=?, last_seen=?, status=?, status_at=?, revision=?, seq=? WHERE n=?", (*values, old.n)
            )
            return old.n
        cursor = self.connection.execute(
            "INSERT INTO postings (tagged, last_seen, status, status_at, revision, seq, id, first_seen, ingested_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, stored.tagged.id, microseconds(stored.first_seen), microseconds(stored.ingested_at)),
        )
        return cursor.lastrowid or 0

    def set_shape(self, n: int, shape: int | None) -> None:
        self.connection.execute("UPDATE postings SET shape = ? WHERE n = ?", (shape, n))

    def set_campaign(self, n: int, campaign: str | None) -> None:
        self.connection.execute("UPDATE postings SET campaign = ?, seq = ? WHERE n = ?", (campaign, self.next_seq(), n))

    def set_links(self, n: int, links: list[CompoundLink], risk: Risk | None) -> None:
        """What linking adds: all compounds of the posting and its risk with them; `risk` None takes it away again."""
        linked = {"compounds": [link.model_dump() for link in links], "risk": risk.model_dump()} if risk else None
        text = orjson.dumps(linked).decode() if linked else None
        self.connection.execute("UPDATE postings SET linked = ?, seq = ? WHERE n = ?", (text, self.next_seq(), n))

    def add_change(self, n: int, event: Event, at: datetime, *, silent: bool, origin: str | None) -> None:
        values = (self.next_seq(), n, event, microseconds(at), silent, origin)
        self.connection.execute("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)", values)

    def changes(self, after: int, limit: int) -> Iterator[Change]:
        columns = ", ".join(f"p.{name}" for name in _COLUMNS.split(", "))
        statement = (
            f"SELECT c.seq, c.event, c.at, c.origin, {columns} FROM changes c JOIN postings p USING (n)"  # noqa: S608  # our own columns
            " WHERE c.seq > ? AND NOT c.silent ORDER BY c.seq LIMIT ?"
        )
        for seq, event, at, origin, *row in self.connection.execute(statement, (after, limit)):
            yield Change(seq, event, to_moment(at), Row(*row).posting(), origin)

    def revisions(self, n: int) -> Iterator[Revision]:
        for number, until, tagged in self.connection.execute(
            "SELECT number, until, tagged FROM revisions WHERE n = ? ORDER BY number", (n,)
        ):
            yield Revision(number, to_moment(until), TaggedPosting.model_validate_json(tagged))

    def erase(self, row: Row, at: datetime) -> None:
        """All that was kept of a posting, but its id, the time and its number (which the word index still has to drop)."""
        for table in ("changes", "revisions", "contacts", "named", "postings"):
            self.connection.execute(f"DELETE FROM {table} WHERE n = ?", (row.n,))  # noqa: S608  # our own table names
        self.connection.execute("INSERT INTO erased VALUES (?, ?, ?, ?)", (row.id, row.n, self.next_seq(), microseconds(at)))

    def refuse(self, posting_id: str, at: datetime) -> None:
        """Mark an id that is not stored as erased, so that it never will be; no posting has the number 0."""
        values = (posting_id, self.next_seq(), microseconds(at))
        self.connection.execute("INSERT OR IGNORE INTO erased VALUES (?, 0, ?, ?)", values)
