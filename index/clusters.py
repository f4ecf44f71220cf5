"""Campaigns of one batch, without a store: the same likeness as in the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from index.fingerprint import Fingerprint
from index.schema import SHAPES
from index.shapes import Shapes


def cluster(adverts: Iterable[tuple[str, Fingerprint]]) -> Iterator[tuple[str, str | None]]:
    """(id, fingerprint), oldest first → (id, campaign) in the same order; None where an advert stands alone.

    A campaign is named by the first of its members. Memory holds the ids only; fingerprints lie in a temporary file.
    """
    connection = sqlite3.connect("")
    try:
        connection.executescript(SHAPES)
        shapes, groups = Shapes(connection), _Groups()
        members: list[tuple[str, int | None]] = []
        for name, found in adverts:
            shape, alike = shapes.add(found)
            members.append((name, shape))
            for other in alike:
                groups.join(other, shape or 0)
    finally:
        connection.close()
    yield from _named(members, groups)


def _named(members: list[tuple[str, int | None]], groups: _Groups) -> Iterator[tuple[str, str | None]]:
    firsts: dict[int, str] = {}
    sizes: dict[int, int] = {}
    for name, shape in members:
        if shape is not None:
            root = groups.root(shape)
            firsts.setdefault(root, name)
            sizes[root] = sizes.get(root, 0) + 1
    for name, shape in members:
        root = groups.root(shape or 0)
        yield name, firsts[root] if sizes.get(root, 0) > 1 else None


class _Groups:
    """Disjoint sets of shapes."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, shape: int) -> int:
        while (parent := self._parent.get(shape, shape)) != shape:
            self._parent[shape] = self._parent.get(parent, parent)
            shape = parent
        return shape

    def join(self, one: int, other: int) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        self._parent[b] = a
