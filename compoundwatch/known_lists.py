"""List pages, feeds and sitemaps as last read. A crawl reads them; only publishing a run writes them.

They save bytes and nothing else: a list that is not known here is asked whole.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from compoundwatch import db
from compoundwatch.run_folder import Held, ListRead

# Rows of a sitemap can be half a megabyte each.
_ROWS = 20
# SQLite takes so many values in one statement, whatever it was built with.
_VALUES = 500


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list page as it was last sent whole, at `read_at` (seconds since 1970), and read by `reader`.

    `lastmod` is when the sitemap index said, at that time, that it was last changed.
    """

    etag: str | None
    last_modified: str | None
    read_at: float
    reader: str
    packed: bytes
    lastmod: float | None

    def held(self) -> Held:
        """Its postings and links."""
        return Held.model_validate_json(zlib.decompress(self.packed))


def list_key(url: str) -> str:
    """How a list page is named in the table: addresses may be longer than a key."""
    return hashlib.sha256(url.encode()).hexdigest()


def load_lists(engine: Engine, source: str) -> dict[str, KnownList]:
    """All that is known of the lists of one source, by `list_key`."""
    table = db.known_lists
    columns = (
        table.c.url_hash,
        table.c.etag,
        table.c.last_modified,
        table.c.read_at,
        table.c.reader,
        table.c.held,
        table.c.lastmod,
    )
    with engine.connect() as connection:
        return {row[0]: KnownList(*row[1:]) for row in connection.execute(select(*columns).where(table.c.source == source))}


def remember_lists(connection: Connection, source: str, lists: Iterable[ListRead], reader: str, *, whole: bool) -> None:
    """Write down what a run read, within the caller's transaction; after a `whole` run, forget the lists that it did not meet."""
    met: set[str] = set()
    for batch in _batches(lists):
        met.update(list_key(seen.url) for seen in batch)
        rows = {list_key(seen.url): _row(source, seen, reader) for seen in batch if seen.held is not None}
        _forget(connection, source, list(rows))
        if rows:
            connection.execute(insert(db.known_lists), list(rows.values()))
    if whole:
        table = db.known_lists
        known = connection.scalars(select(table.c.url_hash).where(table.c.source == source)).all()
        _forget(connection, source, [key for key in known if key not in met])


def _batches(lists: Iterable[ListRead]) -> Iterator[list[ListRead]]:
    waiting = iter(lists)
    while batch := list(islice(waiting, _ROWS)):
        yield batch


def _row(source: str, seen: ListRead, reader: str) -> dict[str, Any]:
    return {
        "source": source,
        "url_hash": list_key(seen.url),
        "etag": seen.etag,
        "last_modified": seen.last_modified,
        "read_at": seen.at.timestamp(),
        "reader": reader,
        "held": zlib.compress((seen.held or Held()).model_dump_json(exclude_defaults=True).encode()),
        "lastmod": seen.lastmod.timestamp() if seen.lastmod else None,
    }


def _forget(connection: Connection, source: str, keys: list[str]) -> None:
    table = db.known_lists
    for start in range(0, len(keys), _VALUES):
        connection.execute(delete(table).where(table.c.source == source, table.c.url_hash.in_(keys[start : start + _VALUES])))
