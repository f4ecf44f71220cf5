"""The distinct fingerprints of an archive, found again by what they resemble. Copies of one text are one shape."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from index.fingerprint import Fingerprint, is_near_duplicate

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
        bands = found.bands()
        candidates = self._candidates(bands)
        if known:
            shape = int(known[0])
        else:
            cursor = self._connection.execute("INSERT INTO shapes (digest, bare) VALUES (?, ?)", (found.digest, found.packed()))
            shape = cursor.lastrowid or 0
            self._connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, shape) for band in bands])
        alike = [other for other in candidates if other != shape and is_near_duplicate(found, self._unpacked(other))]
        return shape, alike

    def forget(self, shape: int) -> None:
        """Remove a shape that no posting has any more."""
        bands = self._read(shape).bands()
        self._connection.executemany("DELETE FROM bands WHERE band = ? AND shape = ?", [(band, shape) for band in bands])
        self._connection.execute("DELETE FROM shapes WHERE shape = ?", (shape,))
        self._unpacked.cache_clear()

    def set_bands_anew(self) -> None:
        """Bands of all shapes again, after their making has changed."""
        self._connection.execute("DELETE FROM bands")
        for (shape,) in self._connection.execute("SELECT shape FROM shapes").fetchall():
            bands = self._read(shape).bands()
            self._connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, shape) for band in bands])

    def _candidates(self, bands: list[int]) -> list[int]:
        marks = ", ".join("?" * len(bands))
        rows = self._connection.execute(
            f"SELECT shape FROM (SELECT shape FROM bands WHERE band IN ({marks}) LIMIT ?)"  # noqa: S608  # only question marks
            " GROUP BY shape ORDER BY COUNT(*) DESC, shape LIMIT ?",
            (*bands, _LOOKED_AT, COMPARED),
        )
        return [shape for (shape,) in rows]

    def _read(self, shape: int) -> Fingerprint:
        (bare,) = self._connection.execute("SELECT bare FROM shapes WHERE shape = ?", (shape,)).fetchone()
        return Fingerprint.unpacked(bare)
