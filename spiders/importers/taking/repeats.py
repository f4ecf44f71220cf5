"""What one import has taken already, kept on disk: a table of a million rows fills no memory."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Literal

# Taken for the first time; with other words of another moment; the same as before; other words of the same moment.
Met = Literal["new", "other", "same", "clash"]


class Repeats:
    """Remembers postings by id and by the hash of what they say, until it is closed. Nothing of it outlives the process."""

    def __init__(self) -> None:
        # SQLite's name for a database of its own that lies in a temporary file.
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.execute("CREATE TABLE taken (id TEXT, hash TEXT, at REAL, PRIMARY KEY (id, hash)) WITHOUT ROWID")
        self._rows.execute("BEGIN")

    def meet(self, posting_id: str, content_hash: str, at: datetime) -> Met:
        """Remember what is `new` or `other`."""
        question = "SELECT count(*), sum(hash = ?), sum(at = ?) FROM taken WHERE id = ?"
        times, same, clash = self._rows.execute(question, (content_hash, at.timestamp(), posting_id)).fetchone()
        if same:
            return "same"
        if clash:
            return "clash"
        self._rows.execute("INSERT INTO taken VALUES (?, ?, ?)", (posting_id, content_hash, at.timestamp()))
        return "other" if times else "new"

    def close(self) -> None:
        self._rows.close()
