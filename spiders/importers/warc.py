"""WARC files (ISO 28500), compressed or not, of any crawler."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from spiders.importers.reading.saved import Given, SavedPage, Unreadable
from spiders.importers.reading.warc_pages import pages_in

_MAGIC = b"WARC/1."
_GZIP = b"\x1f\x8b"


class Warc:
    """Every page of the file, under the address and the time that its record says; `--url` does not apply."""

    name: ClassVar[str] = "warc"

    def recognises(self, file: Path, head: bytes) -> bool:  # noqa: ARG002 - its first bytes say it
        """By the first line, also of the first gzip member."""
        return _unpacked(head).startswith(_MAGIC)

    def read(self, file: Path, given: Given) -> Iterator[SavedPage | Unreadable]:
        """Its pages, streamed. Raises CompoundwatchError where the file breaks off."""
        with file.open("rb") as opened:
            yield from pages_in(opened, given)


def _unpacked(head: bytes) -> bytes:
    if not head.startswith(_GZIP):
        return head
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(_MAGIC))
    except zlib.error:
        return b""


IMPORTER = Warc()
