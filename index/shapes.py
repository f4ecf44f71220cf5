"""The distinct fingerprints of an archive, found again by what they resemble. Copies of one text are one shape."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from index.fingerprint import Fingerprint, is_near_duplicate, may_be_near_duplicates, of_bare

# Entries of its bands that are looked at; a text of mere boilerplate has more.
_LOOKED_AT = 5000
# Candidates that are compared in full, those that share most bands first.
COMPARED = 24


class Shapes:
    """Fingerprints in SQLite. Cost of adding one is bounded, however many there are."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._unpacked = lru_cache(maxsize=256)(self._read)

    def add(self, found: Fingerprint) -> tuple[int | None, list[int]]:
        """Its shape and the shapes that it nearly duplicates, itself left out; a new shape is remembered.

        A text too short to be told from others has no shape.
        """
        if not found.tells_enough:
            return None, []
        known = self._connection.execute("SELECT shape FROM shapes WHERE digest = ?", (found.digest,)).fetchone()
        bands, sketch = found.bands(), found.sketch()
        candidates = self._candidates(bands, sketch)
        shape = int(known[0]) if known else self._remember(found, bands, sketch)
        return shape, [other for other in candidates if other != shape and is_near_duplicate(found, self._unpacked(other))]

    def _remember(self, found: Fingerprint, bands: list[int], sketch: bytes) -> int:
        written = (found.digest, sketch, found.packed())
        shape = self._connection.execute("INSERT INTO shapes (digest, sketch, bare) VALUES (?, ?, ?)", written).lastrowid or 0
        self._write_bands(shape, bands)
        return shape

    def _write_bands(self, shape: int, bands: list[int]) -> None:
        self._connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, shape) for band in bands])

    def forget(self, shape: int) -> None:
        """Remove a shape that no posting has any more."""
        bands = self._read(shape).bands()
        self._connection.executemany("DELETE FROM bands WHERE band = ? AND shape = ?", [(band, shape) for band in bands])
        self._connection.execute("DELETE FROM shapes WHERE shape = ?", (shape,))
        self._unpacked.cache_clear()

    def renew(self) -> None:
        """All shapes and their bands again, after their making has changed."""
        self._connection.execute("DELETE FROM bands")
        for (shape,) in self._connection.execute("SELECT shape FROM shapes").fetchall():
            found = of_bare(self._read(shape).bare)
            made = (found.sketch(), found.packed(), shape)
            self._connection.execute("UPDATE shapes SET sketch = ?, bare = ? WHERE shape = ?", made)
            # Two texts that are one by now stay two shapes, which are alike.
            self._connection.execute("UPDATE OR IGNORE shapes SET digest = ? WHERE shape = ?", (found.digest, shape))
            self._write_bands(shape, found.bands())
        self._unpacked.cache_clear()

    def _candidates(self, bands: list[int], sketch: bytes) -> list[int]:
        """Those that share most bands, without those that their sketches rule out."""
        marks = ", ".join("?" * len(bands))
        best = (
            f"SELECT shape FROM (SELECT shape FROM bands WHERE band IN ({marks}) LIMIT ?)"  # noqa: S608  # only question marks
            " GROUP BY shape ORDER BY COUNT(*) DESC, shape LIMIT ?"
        )
        statement = f"SELECT shape, sketch FROM ({best}) JOIN shapes USING (shape) ORDER BY shape"  # noqa: S608  # ours
        rows = self._connection.execute(statement, (*bands, _LOOKED_AT, COMPARED))
        return [shape for shape, other in rows if may_be_near_duplicates(sketch, other)]

    def _read(self, shape: int) -> Fingerprint:
        (bare,) = self._connection.execute("SELECT bare FROM shapes WHERE shape = ?", (shape,)).fetchone()
        return Fingerprint.unpacked(bare)
