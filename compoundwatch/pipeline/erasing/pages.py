"""Which records of a WARC file belong to one page: the answer, the request, what a browser drew and its picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from compoundwatch.evidence import PAGES, explained
from compoundwatch.posting import Record


class Span(Record):
    """Where a record lies: a gzip member."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    name: str
    kind: str
    refers: frozenset[str]


_REFERENCES = ("WARC-Concurrent-To", "WARC-Refers-To")


def page_at(warc: Path, offset: int) -> list[Span]:
    """All records of the page whose parsed payload lies at `offset`, in order; none where it was erased before.

    Raises EvidenceError for a file that cannot be read.
    """
    found = _read(warc, offset)
    page = next((record for record in found if record.span.offset == offset), None)
    if page is None or page.kind not in PAGES:
        return []
    # A drawn page refers to the answer it was drawn from, which the request and the picture may refer to as well.
    names = {page.name, *page.refers}
    return [record.span for record in found if record.name in names or record.refers & names]


def _read(warc: Path, offset: int) -> list[_Found]:
    found = []
    with warc.open("rb") as file, explained(warc, offset):
        records = ArchiveIterator(file)
        for record in records:
            headers = record.rec_headers
            refers = frozenset(value for name, value in headers.headers if name in _REFERENCES)
            records.read_to_end(record)
            span = Span(offset=records.get_record_offset(), length=records.get_record_length())
            found.append(_Found(span, headers.get_header("WARC-Record-ID") or "", record.rec_type, refers))
    return found
