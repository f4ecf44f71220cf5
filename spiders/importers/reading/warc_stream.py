"""A WARC file record by record, of which a hostile one costs no more than an honest one of its size."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

# What warcio meets in a broken file: its own error and those of the language.
BROKEN = (ArchiveLoadFailed, OSError, EOFError, ValueError, LookupError, AttributeError, TypeError, zlib.error)
# Header lines of one record, in bytes; those of HTTP among them.
_MOST_HEAD = 1_000_000
# Text packs to a twentieth. A file that unpacks to two hundred times its size, and to that much, is there to fill a memory.
_MOST_RATIO = 200
_SUSPECT_BYTES = 500_000_000


class _Bounded(DecompressingBufferedReader):  # type: ignore[misc] # warcio has no types
    """warcio's reader, which would hold a line of any length and unpack without end."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.head = 0
        self.torn = False

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or _MOST_HEAD, _MOST_HEAD))
        self.head += len(line)
        if self.head > _MOST_HEAD:
            raise ValueError("a record's header is longer than any")
        return line

    def close_decompressor(self) -> None:
        # The last gzip member is known to be whole only here.
        self.torn = self.decompressor is not None and not self.decompressor.eof
        super().close_decompressor()

    def read(self, length: int | None = None) -> bytes:
        if self.num_read > _SUSPECT_BYTES and self.num_read > _MOST_RATIO * self.stream.tell():
            raise ValueError(f"unpacks to more than {_MOST_RATIO} times its size")
        data: bytes = super().read(length)
        return data


@dataclass(frozen=True, slots=True)
class Opened:
    """One record while it is the stream's turn; `number` counts from 1."""

    number: int
    record: ArcWarcRecord
    _reader: _Bounded

    def header(self, name: str) -> str:
        """A field of the record's own header, empty where it is missing."""
        value: str | None = self.record.rec_headers.get_header(name)
        return value or ""

    def http(self, name: str) -> str:
        """A field of the server's header."""
        value: str | None = self.record.http_headers.get_header(name) if self.record.http_headers else None
        return value or ""

    def body(self, most: int) -> tuple[bytes, bool]:
        """The body, still in its content coding, and whether all of it is there. Longer ones end one byte beyond `most`."""
        stream: Any = self.record.raw_stream
        chunked = self.http("Transfer-Encoding").lower() == "chunked"
        reader = ChunkedDataReader(stream) if chunked else stream
        pieces, left = [], most + 1
        # One `read` may give less than was asked for.
        while left > 0 and (piece := reader.read(min(left, 65_536))):
            self._reader.head = 0
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces), left <= 0 or getattr(stream, "limit", 0) <= 0


def records(file: BinaryIO) -> Iterator[Opened]:
    """Every record in order; a body is read before the next record is asked for. Raises one of BROKEN."""
    archive = ArchiveIterator(file)
    reader = archive.reader = _Bounded(archive.fh)
    for number, record in enumerate(archive, start=1):
        if record.format != "warc":
            # warcio takes nearly any line of bytes for the head of an ARC record.
            raise ValueError("no WARC record begins here")
        yield Opened(number, record, reader)
        reader.head = 0
    if reader.torn:
        raise EOFError("the file ends in the middle of a record")
