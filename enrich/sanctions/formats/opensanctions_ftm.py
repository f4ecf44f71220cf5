"""OpenSanctions' entities in FollowTheMoney JSON, one a line: entities.ftm.json, targets.nested.json.

https://www.opensanctions.org/docs/entities/: `properties` hold lists of values; nested files hold whole entities among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from enrich.sanctions.formats.broken import BrokenListError
from enrich.sanctions.formats.schemata import kind_of
from enrich.sanctions.listed import Listed

_LONGEST_LINE = 50_000_000
_NAMES = ("name", "alias", "previousName")
# Topics of whoever is listed; others (politicians, regulated banks) only stand in the same file.
_LISTED_TOPICS = ("sanction", "debarment", "crime")
# Whom a state listed in answer to sanctions against itself.
_NOT_LISTED = frozenset({"sanction.counter"})


def read_opensanctions_ftm(path: Path) -> Iterator[Listed]:
    """Who bears a topic of sanctions or crime (without topics: who is a target), and all wallets. Raises BrokenListError."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            if line.strip():
                yield from _listed(_entity(path, number, line))


def _entity(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        entity = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BrokenListError(path, number, f"expected JSON: {error}") from None
    if not isinstance(entity, dict) or not isinstance(entity.get("id"), str) or not isinstance(entity.get("properties"), dict):
        raise BrokenListError(path, number, "expected an entity with id, schema and properties")
    return entity


def _listed(entity: dict[str, Any]) -> Iterator[Listed]:
    properties = entity["properties"]
    kind = kind_of(str(entity.get("schema")))
    if kind == "wallet":
        holders = [_id(value) for value in _list(properties, "holder")]
        keys = _texts(properties, "publicKey")
        yield Listed(entity["id"], kind, names=keys, wallets=keys, holder=next(filter(None, holders), None))
    elif kind and _is_listed(entity):
        names = tuple(dict.fromkeys(name for key in _NAMES for name in _texts(properties, key)))
        wallets = tuple(key for wallet in _list(properties, "cryptoWallets") for key in _keys(wallet))
        yield Listed(entity["id"], kind, names, wallets, _texts(properties, "website"), _texts(properties, "email"))


def _is_listed(entity: dict[str, Any]) -> bool:
    topics = _texts(entity["properties"], "topics")
    if not topics:
        return bool(entity.get("target"))
    return any(topic.startswith(_LISTED_TOPICS) and topic not in _NOT_LISTED for topic in topics)


def _list(properties: dict[str, Any], key: str) -> list[Any]:
    values = properties.get(key)
    return values if isinstance(values, list) else []


def _texts(properties: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(value for value in _list(properties, key) if isinstance(value, str) and value.strip())


def _id(value: Any) -> str | None:
    """An entity is named by its id or stands there whole."""
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None


def _keys(wallet: Any) -> tuple[str, ...]:
    properties = wallet.get("properties") if isinstance(wallet, dict) else None
    return _texts(properties, "publicKey") if isinstance(properties, dict) else ()
