"""What a panel or a search must answer, reckoned in plain Python from the documents themselves."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import total_ordering
from typing import Any

from index.kibana.model import By, Figure, Layer, Panel, Search
from index.kibana.requests import sorting

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """How many documents, the figures over them, and the parts they split into, by key."""

    count: int
    figures: tuple[float | None, ...]
    parts: dict[str, Answer]


_EXISTS = re.compile(r"_exists_:([\w.]+)")
_ONE_OF = re.compile(r"([\w.]+):\(?(\w+(?: OR \w+)*)\)?")


def values(document: Document, field: str) -> list[Any]:
    """All values of a dotted field, through lists, as the server flattens them."""
    found: list[Any] = [document]
    for name in field.split("."):
        found = [it[name] for part in found if isinstance(part, dict) and name in part for it in [part]]
        found = [it for part in found for it in (part if isinstance(part, list) else [part])]
    return [it for it in found if it is not None]


def matching(documents: Iterable[Document], query: str) -> list[Document]:
    """The few forms of query that the definitions use: clauses joined by AND, each `_exists_:`, `field:value`, `NOT` in front."""
    clauses = [_clause(clause) for clause in query.split(" AND ")] if query else []
    return [document for document in documents if all(clause(document) for clause in clauses)]


def _clause(written: str) -> Callable[[Document], bool]:
    negated, positive = written.startswith("NOT "), written.removeprefix("NOT ")
    if found := _EXISTS.fullmatch(positive):
        field = found[1]
        return lambda document: bool(values(document, field)) != negated
    one_of = _ONE_OF.fullmatch(positive)
    assert one_of, f"no clause that this test knows: {written}"
    field, wanted = one_of[1], set(one_of[2].split(" OR "))
    return lambda document: bool(wanted & {str(it) for it in values(document, field)}) != negated


def panel_answer(panel: Panel, documents: Iterable[Document]) -> Answer:
    return _answer(matching(documents, panel.query), panel.by, panel.figures)


def _answer(documents: list[Document], by: tuple[By, ...], figures: tuple[Figure, ...]) -> Answer:
    groups = _groups(documents, by[0]) if by else {}
    parts = {key: _answer(group, by[1:], figures) for key, group in groups.items()}
    return Answer(len(documents), tuple(_figure(documents, figure) for figure in figures), parts)


def _groups(documents: list[Document], by: By) -> dict[str, list[Document]]:
    groups: dict[str, list[Document]] = {}
    for document in documents:
        found = {str(it) for it in values(document, by.field)}
        for key in {_start_of_span(it, by.every) for it in found} if by.every else found:
            groups.setdefault(key, []).append(document)
    if by.every:
        return groups
    greatest = sorted(groups, key=lambda key: (-len(groups[key]), key))
    return {key: groups[key] for key in greatest[: by.size]}


def _start_of_span(moment: str, every: str) -> str:
    when = datetime.fromisoformat(moment).astimezone(UTC)
    when = when.replace(minute=0, second=0, microsecond=0)
    if every in {"1d", "1w"}:
        when = when.replace(hour=0)
    if every == "1w":
        when -= timedelta(days=when.weekday())
    return when.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _figure(documents: list[Document], figure: Figure) -> float | None:
    if figure.reckon == "count":
        return len(documents)
    assert figure.field
    found = [it for document in documents for it in values(document, figure.field)]
    if figure.reckon == "unique":
        return len(set(map(str, found)))
    reckon: dict[str, Callable[[list[float]], float]] = {
        "sum": sum, "average": statistics.fmean, "median": statistics.median, "max": max,
    }  # fmt: skip
    return float(reckon[figure.reckon](found)) if found else None


def sort_key(search: Search, document: Document) -> tuple[tuple[bool, Any], ...]:
    """Of many values the greatest counts where the greatest come first, else the least; a document without any comes last."""
    return tuple(_key(values(document, field), order == "desc") for field, order in sorting(search))


def _key(found: list[Any], falling: bool) -> tuple[bool, Any]:
    if not found:
        return True, 0
    return False, _Falling(max(found)) if falling else min(found)


@total_ordering
@dataclass(frozen=True, slots=True)
class _Falling:
    value: Any

    def __lt__(self, other: _Falling) -> bool:
        return bool(self.value > other.value)


def layer_answer(layer: Layer, documents: Iterable[Document], tile: Callable[[float, float], str]) -> dict[str, tuple[int, float]]:
    """Tile → postings in it and their greatest colour figure."""
    found: dict[str, tuple[int, float]] = {}
    for document in documents:
        for key in {tile(point["lat"], point["lon"]) for point in values(document, layer.field)}:
            count, greatest = found.get(key, (0, 0.0))
            found[key] = count + 1, max(greatest, *values(document, layer.colour_by))
    return found
