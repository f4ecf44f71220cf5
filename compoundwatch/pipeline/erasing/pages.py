"""Which records of a WARC file belong to one page: the answer, the request, what a browser drew and its picture."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator

from compoundwatch.evidence import FILLER_URI, PAGES, explained
from compoundwatch.posting import Record

_REFERENCES = ("WARC-Concurrent-To", "WARC-Refers-To")


class Span(Record):
    """Where a record lies: a gzip member."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Found:
    """One record: `refers` are the records it belongs to, by name."""

    span: Span
    name: str
    kind: str
    uri: str
    refers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Archive:
    """The heads of all records of one WARC file, in order."""

    records: tuple[Found, ...]

    def page(self, offset: int) -> tuple[Span, ...]:
        """All records of the page whose parsed payload lies at `offset`, in order; none where it was erased before."""
        page = next((record for record in self._pages() if record.span.offset == offset), None)
        if page is None:
            return ()
        # A drawn page refers to the answer it was drawn from, which the request and the picture may refer to as well.
        names = {page.name, *page.refers}
        return tuple(record.span for record in self.records if record.name in names or record.refers & names)

    def uri(self, offset: int) -> str | None:
        """The address of the page there."""
        return next((record.uri for record in self._pages() if record.span.offset == offset), None)

    def offsets(self, uris: Set[str]) -> list[int]:
        """Where pages of these addresses lie."""
        return [record.span.offset for record in self._pages() if record.uri in uris]

    def _pages(self) -> list[Found]:
        return [record for record in self.records if record.kind in PAGES and record.uri != FILLER_URI]


def read_archive(file: BinaryIO, warc: str) -> Archive:
    """From the beginning of the file to its end; `warc` is its name. Raises EvidenceError for one that cannot be read."""
    found = []
    with explained(warc, 0):
        records = ArchiveIterator(file)
        for record in records:
            headers = record.rec_headers
            refers = frozenset(value for name, value in headers.headers if name in _REFERENCES)
            name, uri = (headers.get_header(name) or "" for name in ("WARC-Record-ID", "WARC-Target-URI"))
            records.read_to_end(record)
            span = Span(offset=records.get_record_offset(), length=records.get_record_length())
            found.append(Found(span, name, record.rec_type, uri, refers))
    return Archive(tuple(found))
