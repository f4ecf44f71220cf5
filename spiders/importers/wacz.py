"""WACZ: WARC files in a zip with a manifest of their hashes (specs.webrecorder.net/wacz), as ArchiveWeb.page makes it."""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import orjson

from compoundwatch.errors import CompoundwatchError
from compoundwatch.text import one_line
from spiders.importers.reading.saved import Given, SavedPage, Unreadable
from spiders.importers.reading.warc_pages import pages_in
from spiders.reading.json_page import objects_at, text_at

_ZIP = b"PK\x03\x04"
_MANIFEST = "datapackage.json"
_ENDINGS = (".warc", ".warc.gz")
_MOST_ENTRIES = 10_000
_LONGEST_MANIFEST = 10_000_000
# WARC files in a zip are packed already.
_MOST_RATIO = 200
_PIECE = 1_000_000
# What zipfile meets in a broken archive: its own error and those of the language.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)


class Wacz:
    """Every page of the WARC files in it, each held against the hash in the manifest first."""

    name: ClassVar[str] = "wacz"

    def recognises(self, file: Path, head: bytes) -> bool:
        """By its ending, if it is a zip at all."""
        return head.startswith(_ZIP) and file.suffix.lower() == ".wacz"

    def read(self, file: Path, given: Given) -> Iterator[SavedPage | Unreadable]:
        """Pages of all WARC files, in the order of the zip.

        Raises CompoundwatchError for a broken zip, a bomb, and a file that is not what the manifest says.
        """
        with _explained(), zipfile.ZipFile(file) as archive:
            entries = _warcs(archive)
            hashes = _hashes(archive)
            for entry in entries:
                _check(archive, entry, hashes.get(entry.filename))
                with archive.open(entry) as opened:
                    yield from pages_in(opened, given)  # type: ignore[arg-type]


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise CompoundwatchError(f"cannot be read: {one_line(str(error))}") from None


def _warcs(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise CompoundwatchError(f"holds {len(entries)} files, which no web archive does")
    found = [entry for entry in entries if entry.filename.startswith("archive/") and entry.filename.endswith(_ENDINGS)]
    if not found:
        raise CompoundwatchError("holds no WARC file under archive/")
    for entry in found:
        if entry.file_size > _MOST_RATIO * max(entry.compress_size, _PIECE):
            raise CompoundwatchError(f"{one_line(entry.filename)} unpacks to {_MOST_RATIO} times its size and more")
    return found


def _hashes(archive: zipfile.ZipFile) -> dict[str, str]:
    """SHA-256 by path, as the manifest has it; empty where there is no manifest."""
    try:
        with archive.open(_MANIFEST) as opened:
            manifest: Any = orjson.loads(opened.read(_LONGEST_MANIFEST))
    except (KeyError, orjson.JSONDecodeError):
        return {}
    found = ((text_at(entry, "path"), text_at(entry, "hash")) for entry in objects_at(manifest, "resources"))
    return {path: told.removeprefix("sha256:") for path, told in found if path and told and told.startswith("sha256:")}


def _check(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, expected: str | None) -> None:
    if expected is None:
        return
    digest = hashlib.sha256()
    with archive.open(entry) as opened:
        while piece := opened.read(_PIECE):
            digest.update(piece)
    if digest.hexdigest() != expected:
        raise CompoundwatchError(f"{one_line(entry.filename)} was changed: its SHA-256 is not the one in {_MANIFEST}")


IMPORTER = Wacz()
