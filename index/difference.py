"""What changed between two contents of a posting, in the words of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from compoundwatch.posting import Captured

# Fields that a page prints beside title and text.
_PRINTED = ("title", "hiring_organization", "job_location", "base_salary", "employment_type")
# Comparing takes lines times lines; what is longer than any advert is shown as a whole.
_MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One printed field as it was and as it is."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Changed fields, and of the text the lines that went and came, in order."""

    fields: tuple[FieldChange, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """As JSON is printed."""
        fields = {change.field: {"before": change.before, "after": change.after} for change in self.fields}
        return {"fields": fields, "removed": list(self.removed), "added": list(self.added)}


def difference(old: Captured, new: Captured) -> Difference:
    """How `new` reads differently from `old`. Lines that only moved are told as gone from one place and come to another."""
    changes = tuple(
        FieldChange(name, before, after) for name in _PRINTED if (before := getattr(old, name)) != (after := getattr(new, name))
    )
    before, after = old.text.split("\n"), new.text.split("\n")
    turns = list(_turns(before, after))
    return Difference(
        changes,
        removed=tuple(line for start, stop, _, _ in turns for line in before[start:stop] if line.strip()),
        added=tuple(line for _, _, start, stop in turns for line in after[start:stop] if line.strip()),
    )


def _turns(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Ranges of lines of both texts that are not the same."""
    if max(len(before), len(after)) > _MOST_LINES:
        if before != after:
            yield 0, len(before), 0, len(after)
        return
    for kind, *lines in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield lines[0], lines[1], lines[2], lines[3]
