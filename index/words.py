"""The word index: a tantivy folder that follows the records by their sequence number and may be thrown away at any time.

How far it has come is the greatest `seq` in it, so a commit and its mark are one. What is missing after a crash is read
from the records again; an index that cannot be read, or that knows more than the records do, is made anew beside the old.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Final, TypeVar

import tantivy
from tantivy import Order, Query

from compoundwatch.errors import StoreError
from compoundwatch.text import one_line
from index.nearby import latitudes, within
from index.query import Area, Node, Point
from index.records import Records
from index.searcher import NUMBER, SCHEMA_VERSION, SEQ, Compiler, build_document, build_schema

_HEAP_BYTES: Final = 20_000_000
_BATCH: Final = 10_000
_POINTER: Final = f"words/{SCHEMA_VERSION}"
# Set where the index holds postings that the records dropped without a trace.
_STALE: Final = "words/stale"

Answer = TypeVar("Answer")


class WordIndex:
    """`records` is followed; `folder` holds one folder per generation of the index, of which one is in use."""

    def __init__(self, folder: Path, records: Records) -> None:
        self._folder = folder
        self._records = records
        self._schema = build_schema()
        self._name: str | None = None
        self._index: tantivy.Index | None = None

    def ask(self, query: Node, answer: Callable[[tantivy.Searcher, Query], Answer]) -> Answer:
        """`answer` of the newest state. Raises StoreError when the index cannot be read (following makes it anew)."""
        compiler = Compiler(self._schema, self._nearby)
        try:
            return answer(self._searcher(), compiler.compile(query))
        except (ValueError, OSError) as error:
            raise StoreError(f"the word index cannot be read ({error}); `compoundwatch store rebuild` makes it anew") from None

    def is_behind(self) -> bool:
        """Whether the records hold what the index does not, or the other way round."""
        mark = self._mark()
        return mark is None or self._is_stale() or mark != self._newest() or bool(self._erased_since(mark))

    def follow(self) -> None:
        """Take up all that the records hold. The caller holds the store's write lock."""
        mark = self._mark()
        if mark is None or self._is_stale() or mark > self._records.meta("seq"):
            self.rebuild()
        elif mark < self._newest() or self._erased_since(mark):
            try:
                self._catch_up(self._open(self._pointer()), mark)
            except ValueError:
                # A writer killed in its commit can leave a file under the name that the next commit wants.
                self.rebuild()

    def rebuild(self) -> None:
        """Make the index anew beside the old one, then take it into use. The caller holds the store's write lock."""
        name = token_hex(8)
        path = self._folder / name
        path.mkdir(parents=True)
        with _explained(self._folder):
            self._catch_up(tantivy.Index(self._schema, str(path)), 0)
        self._records.set_meta(_POINTER, name)
        self._records.set_meta(_STALE, 0)
        self._index = None
        for other in self._folder.iterdir():
            if other.name != name:
                shutil.rmtree(other, ignore_errors=True)

    def set_stale(self) -> None:
        """The next `follow` makes the index anew; until then it is searched as it is. Part of the caller's transaction."""
        self._records.set_meta(_STALE, 1)

    def _is_stale(self) -> bool:
        return bool(self._records.meta(_STALE))

    def _catch_up(self, index: tantivy.Index, mark: int) -> None:
        is_new = mark == 0
        writer = index.writer(_HEAP_BYTES, 1)
        try:
            for n in [] if is_new else self._erased_since(mark):
                writer.delete_documents_by_term(NUMBER, n)
            added = _BATCH
            while added == _BATCH:
                added = 0
                for row in self._records.rows("seq > ?", (mark,), "seq", _BATCH):
                    if not is_new:
                        writer.delete_documents_by_term(NUMBER, row.n)
                    writer.add_document(build_document(row.posting(), row.n, row.seq))
                    added, mark = added + 1, row.seq
                writer.commit()
        finally:
            writer.wait_merging_threads()

    def _erased_since(self, mark: int) -> list[int]:
        """Numbers of erased postings that still stand in the index."""
        numbers = [n for (n,) in self._records.connection.execute("SELECT n FROM erased WHERE seq > ?", (mark,))]
        if not numbers:
            return []
        found = self._searcher().search(
            Query.term_set_query(self._schema, NUMBER, numbers), limit=len(numbers), order_by_field=NUMBER
        )
        return [int(n) for n, _ in found.hits]

    def _newest(self) -> int:
        (newest,) = self._records.connection.execute("SELECT COALESCE(MAX(seq), 0) FROM postings").fetchone()
        return int(newest)

    def _mark(self) -> int | None:
        """The greatest `seq` in the index; None when there is none that can be read."""
        if self._pointer() is None:
            return None
        try:
            hits = self._searcher().search(Query.all_query(), limit=1, order_by_field=SEQ, order=Order.Desc).hits
        except (ValueError, OSError, StoreError):
            return None
        return int(hits[0][0]) if hits else 0

    def _pointer(self) -> str | None:
        name: str | None = self._records.meta(_POINTER)
        return name

    def _searcher(self) -> tantivy.Searcher:
        name = self._pointer()
        if self._index is None or name != self._name:
            self._index, self._name = self._open(name), name
        self._index.reload()
        return self._index.searcher()

    def _open(self, name: str | None) -> tantivy.Index:
        if name is None or not (self._folder / name / "meta.json").is_file():
            raise StoreError("the word index is missing; `compoundwatch store rebuild` makes it anew")
        index = tantivy.Index.open(str(self._folder / name))
        index.config_reader("manual")
        return index

    def _nearby(self, area: Area) -> list[Point]:
        """Stored points in the area; only those of the right latitudes are measured."""
        statement = "SELECT lat, lon FROM points WHERE lat BETWEEN ? AND ?"
        return within(area, self._records.connection.execute(statement, latitudes(area)))


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """tantivy tells a full or failing disk by a ValueError."""
    try:
        yield
    except ValueError as error:
        raise StoreError(f"{folder}: the word index cannot be written: {one_line(str(error))}") from None
