"""Lists into the files of `index_file`."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import BinaryIO

import marisa_trie
import orjson

from enrich.sanctions.index_file import ABOUT, KEY_FORMAT, KEYS, OFFSETS, ROWS, Row
from enrich.sanctions.keys import listed_site_key, mail_key, name_keys, wallet_keys
from enrich.sanctions.listed import Listed
from enrich.sanctions.words import NameWords, latin_words

# Raised when keys or rows are made in another way: what an older version compiled is made anew then.
FORMAT = 1
_LONGEST_NAME = 400


def merged(parts: Iterable[Listed]) -> dict[str, Listed]:
    """What the files of one list say of each entity, by entity id. What no file tells the kind of is left out."""
    entities: dict[str, Listed] = {}
    for part in parts:
        known = entities.get(part.entity_id)
        entities[part.entity_id] = _joined(known, part) if known else part
    return {entity_id: entity for entity_id, entity in entities.items() if entity.kind}


def compile_lists(lists: Mapping[str, Mapping[str, Listed]], words: NameWords, min_score: float, folder: Path) -> None:
    """Write the index of `lists` (entities by id, by list) into a new folder. The same lists give the same bytes."""
    folder.mkdir(parents=True)
    digest = hashlib.sha256(orjson.dumps([FORMAT, min_score, _recorded(words)]))
    keys: list[tuple[str, tuple[int]]] = []
    with (folder / ROWS).open("wb") as rows, (folder / OFFSETS).open("wb") as offsets:
        writer = _Writer(rows, offsets)
        for name, entities in sorted(lists.items()):
            for row, found in _rows(name, entities, words):
                line = writer.add(row)
                digest.update(line)
                keys += ((key, (writer.count - 1,)) for key in sorted(found))
    marisa_trie.RecordTrie(KEY_FORMAT, keys).save(str(folder / KEYS))
    counts = {name: len(entities) for name, entities in sorted(lists.items())}
    about = {"digest": digest.hexdigest(), "min_score": min_score, "entities": counts, "words": _recorded(words)}
    (folder / ABOUT).write_bytes(orjson.dumps(about))


class _Writer:
    """Rows one after another, and where each begins; a last offset says where the last one ends."""

    def __init__(self, rows: BinaryIO, offsets: BinaryIO) -> None:
        self._rows, self._offsets = rows, offsets
        self.count = 0
        self._at = 0
        self._offsets.write(struct.pack("<Q", 0))

    def add(self, row: Row) -> bytes:
        line = orjson.dumps([row.list, row.entity_id, row.kind, row.name, row.matched, row.words]) + b"\n"
        self._rows.write(line)
        self._at += len(line)
        self._offsets.write(struct.pack("<Q", self._at))
        self.count += 1
        return line


def _rows(list_name: str, entities: Mapping[str, Listed], words: NameWords) -> Iterator[tuple[Row, set[str]]]:
    for entity_id, entity in sorted(entities.items()):
        kind = entity.kind or "organisation"
        holder = entities.get(entity.holder or "", entity)
        row = Row(list_name, holder.entity_id, kind, next(iter(holder.names), entity_id), "", ())
        if kind != "wallet":
            for name in entity.names:
                yield from _name_row(row, name[:_LONGEST_NAME], words)
        for value, keys in _values(entity):
            if keys:
                yield replace(row, matched=value), keys


def _name_row(row: Row, name: str, usual: NameWords) -> Iterator[tuple[Row, set[str]]]:
    for words in _writings(latin_words(name)):
        if keys := set(name_keys(row.kind, name, words, usual)):
            yield replace(row, matched=name, words=tuple(words)), keys


def _writings(words: list[str]) -> Iterator[list[str]]:
    """The words, and once more with initials joined: "L.Y.P. Group" is written "LYP Group" too."""
    yield words
    initials = next((at for at, word in enumerate(words) if len(word) > 1), len(words))
    if initials > 1:
        yield ["".join(words[:initials]), *words[initials:]]


def _values(entity: Listed) -> Iterator[tuple[str, set[str]]]:
    yield from ((wallet, set(wallet_keys(wallet))) for wallet in entity.wallets)
    yield from ((site, {key} if (key := listed_site_key(site)) else set()) for site in entity.sites)
    yield from ((mail, {mail_key(mail)}) for mail in entity.mails if "@" in mail)


def _joined(one: Listed, other: Listed) -> Listed:
    return Listed(
        one.entity_id,
        one.kind or other.kind,
        tuple(dict.fromkeys(one.names + other.names if one.kind else other.names + one.names)),
        one.wallets + other.wallets,
        one.sites + other.sites,
        one.mails + other.mails,
        one.holder or other.holder,
    )


def _recorded(words: NameWords) -> dict[str, dict[str, str] | list[str]]:
    sets = {field.name: sorted(getattr(words, field.name)) for field in fields(words) if field.name != "forms"}
    return {"forms": dict(sorted(words.forms.items())), **sets}
