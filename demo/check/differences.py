"""One way in which the outcome is not what it must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compoundwatch.text import one_line


@dataclass(frozen=True, slots=True)
class Difference:
    what: str
    expected: object
    got: object

    def __str__(self) -> str:
        return one_line(f"{self.what}: expected {self.expected}, got {self.got}", 600)


def compare(what: str, expected: object, got: object) -> Iterator[Difference]:
    """A difference, or nothing where both are equal."""
    if expected != got:
        yield Difference(what, expected, got)


def compare_sets(what: str, expected: Iterable[str], got: Iterable[str], names: Mapping[str, str]) -> Iterator[Difference]:
    """What is missing and what is too many, by the names that a reader of the demo knows."""
    wanted, found = set(expected), set(got)
    if missing := wanted - found:
        yield Difference(what, _named(missing, names), "none of these")
    if extra := found - wanted:
        yield Difference(what, "nothing more", _named(extra, names))


def _named(ids: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(sorted(names.get(found, found) for found in ids))
