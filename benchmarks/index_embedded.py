"""The embedded store, and beside it the same two libraries used bare: one INSERT and one tantivy document each."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import tantivy

from benchmarks.made_up_postings import START
from compoundwatch.posting import Posting, TaggedPosting
from enrich.judging.risk import assess
from index.embedded import RECORDS, EmbeddedStore
from index.merge import first
from index.records import Records
from index.searcher import build_document, build_schema


class EmbeddedSubject:
    """See `Subject`. The raw writing makes the JSON and the documents of tantivy, which it takes in no other form."""

    def __init__(self, folder: Path, raw: Path, *, linked: bool) -> None:
        self._folder = folder
        self._linked = linked
        self.store = EmbeddedStore(folder, assess)
        (raw / "words").mkdir(parents=True)
        self._records = sqlite3.connect(raw / "raw.sqlite", isolation_level=None)
        self._records.execute("PRAGMA journal_mode=WAL")
        self._records.execute("CREATE TABLE raw (id TEXT PRIMARY KEY, body TEXT)")
        self._words = tantivy.Index(build_schema(), str(raw / "words"))

    def write(self, chunk: list[TaggedPosting]) -> None:
        if self._linked:
            self.store.upsert(chunk, at=START)
        else:
            self._write_unlinked(chunk)

    def _write_unlinked(self, chunk: list[TaggedPosting]) -> None:
        records = Records(self._folder / RECORDS)
        records.connection.execute("BEGIN")
        for posting in chunk:
            records.write(None, first(posting, at=START), posting.model_dump_json())
        records.connection.execute("COMMIT")
        records.connection.close()
        self.store.follow()

    def prepared(self, chunk: list[TaggedPosting], first: int) -> list[tuple[int, TaggedPosting]]:
        return list(enumerate(chunk, start=first + 1))

    def write_raw(self, prepared: list[tuple[int, TaggedPosting]]) -> None:
        self._records.execute("BEGIN")
        rows = [(posting.id, posting.model_dump_json()) for _, posting in prepared]
        self._records.executemany("INSERT INTO raw VALUES (?, ?)", rows)
        self._records.execute("COMMIT")
        writer = self._words.writer(60_000_000, 1)
        for number, posting in prepared:
            writer.add_document(build_document(Posting(**posting.__dict__), number, number))
        writer.commit()
        writer.wait_merging_threads()

    def bytes_on_disk(self) -> int:
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def close(self) -> None:
        self.store.close()
        self._records.close()
