"""The product's one query language: query text → tree. Each store compiles the tree; none reads the text.

    parse_query('招聘 (telegram:@hr_desk OR wallet:*) near:"KK Park"~25km -status:gone', gazetteer=gazetteer)

docs/search.md is the language for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

Point: TypeAlias = tuple[float, float]


class Gazetteer(Protocol):
    """Names of places and compounds as a query may use them."""

    def points(self, name: str) -> Sequence[Point]:
        """WGS 84 (latitude, longitude) of what bears this name, in any script; empty where nothing does."""
        ...

    def compound_id(self, name: str) -> str | None:
        """The id of the compound that bears this name or alias."""
        ...


@dataclass(frozen=True, slots=True)
class All:
    """Every posting: `*` alone."""


@dataclass(frozen=True, slots=True)
class Words:
    """Folded tokens that stand one after another. `prefix`: the last one only begins so. `field` None: any printed text."""

    tokens: tuple[str, ...]
    prefix: bool = False
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A field that holds one of these values whole, in search form. `prefix`: it begins so; `("",)` then means any value."""

    field: str
    values: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A number or moment between two ends; None is open. `low` is within; `high` is within unless `below_high`."""

    field: str
    low: float | datetime | None = None
    high: float | datetime | None = None
    above_low: bool = False
    below_high: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A place with coordinates within `km` (great circle) of one of `points`."""

    points: tuple[Point, ...]
    km: float


@dataclass(frozen=True, slots=True)
class Box:
    """A place with coordinates between two parallels and two meridians; where `west` > `east` it reaches over the 180th."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


Area: TypeAlias = Near | Box
Leaf: TypeAlias = All | Words | Value | Range | Area
Node: TypeAlias = Leaf | And | Or | Not


def parse_query(text: str, gazetteer: Gazetteer | None = None, *, country: str | None = None) -> Node:
    """The tree of a query text.

    `gazetteer` resolves names in `near:` and `compound:`; `country` (ISO 3166 alpha-2) reads national telephone numbers
    where the query itself names no country. Raises QueryError, which says where and why.
    """
    from index.grammar import parse
    from index.leaves import Leaves

    return Leaves(text, gazetteer=gazetteer, country=country).resolve(parse(text))
