"""The compiled lists: a memory-mapped trie of keys and the rows they lead to. Made by `compiler`, read while enriching.

A folder of its own for each compilation, so that a process goes on with the one it opened when another takes its place.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import marisa_trie
import orjson

from enrich.sanctions.listed import ListedKind
from enrich.sanctions.words import NameWords

# Begins the keys of two neighbouring words.
PAIR = "p:"
KEYS, ROWS, OFFSETS, ABOUT = "keys.marisa", "rows.jsonl", "offsets.bin", "about.json"
KEY_FORMAT = "<I"
_OFFSET = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Row:
    """One name, wallet, site or mail address of one listed entity. `words` are a name's in Latin letters, empty for others."""

    list: str
    entity_id: str
    kind: ListedKind
    name: str
    matched: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the index was made of. `digest` changes with the lists and the words; `entities` counts them by list."""

    digest: str
    min_score: float
    entities: dict[str, int]
    words: NameWords


class IndexFile:
    """Rows by key. All is read from the mapped files when asked; nothing is loaded up front."""

    def __init__(self, folder: Path) -> None:
        self.about = _about(orjson.loads((folder / ABOUT).read_bytes()))
        self._keys = marisa_trie.RecordTrie(KEY_FORMAT)
        self._keys.mmap(str(folder / KEYS))
        self._rows, self._offsets = _mapped(folder / ROWS), _mapped(folder / OFFSETS)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """All keys of neighbouring words, in memory: every posting asks for hundreds, and the trie takes 2 µs for each."""
        return frozenset(self.starting(PAIR))

    def at(self, key: str, most: int) -> list[Row]:
        """The rows of a key in the order of the lists, none where there are more than `most`: such a key tells nothing."""
        found = self._keys.get(_writable(key), ())
        return [self._row(number) for (number,) in sorted(found)] if len(found) <= most else []

    def beginnings(self, text: str) -> list[str]:
        """All keys that `text` begins with, shortest first."""
        found: list[str] = self._keys.prefixes(_writable(text))
        return found

    def starting(self, prefix: str) -> list[str]:
        """All keys that begin so."""
        found: list[str] = self._keys.keys(prefix)
        return found

    def _row(self, number: int) -> Row:
        start, end = struct.unpack_from("<QQ", self._offsets, number * _OFFSET.size)
        list_name, entity_id, kind, name, matched, words = orjson.loads(self._rows[start:end])
        return Row(list_name, entity_id, kind, name, matched, tuple(words))


def _writable(key: str) -> str:
    """A key that the trie can look for: a lone surrogate stands in no name, and cannot be written in UTF-8."""
    return key.encode(errors="replace").decode()


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _about(record: dict[str, Any]) -> About:
    sets = {name: frozenset(values) for name, values in record["words"].items() if name != "forms"}
    words = NameWords(forms=record["words"]["forms"], **sets)
    return About(record["digest"], record["min_score"], record["entities"], words)
