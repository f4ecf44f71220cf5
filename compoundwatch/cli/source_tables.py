"""What the commands for people who add sources print."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compoundwatch.cli.output import note, print_table
from compoundwatch.posting import Advert

if TYPE_CHECKING:
    from spiders.sourcing.new_source import NewSource
    from spiders.sourcing.saved_page import Snapshot

_POSTINGS = ("title", "employer", "place", "pay", "posted", "text", "url")
_MOST_SHOWN = 10
_LONGEST_CELL = 40
_REAL_WORDS = (
    "The saved page holds real words. Commit it only where you may publish it and no person's name, number or advert "
    "stands in it (CONTRIBUTING.md, rule 3)."
)


def print_new_source(made: NewSource, *, as_it_is: bool) -> None:
    """What was read from the real pages, which files were written, and what comes next."""
    print_postings(made.postings)
    for path in (made.file, *made.folders):
        print(f"wrote {shown(path)}")
    print(f"next: read {shown(made.file)} over; then compoundwatch check {made.source.name}")
    if as_it_is:
        note(_REAL_WORDS)


def print_snapshot(saved: Snapshot, *, as_it_is: bool) -> None:
    """What was read from the real page, and where it lies."""
    print_postings(saved.postings)
    print(f"wrote {shown(saved.folder)} ({saved.page_class})")
    if as_it_is:
        note(_REAL_WORDS)


def print_postings(postings: list[Advert]) -> None:
    """The first postings, as the parser read them."""
    if not postings:
        print("read: no posting")
        return
    print_table(_POSTINGS, map(_row, postings[:_MOST_SHOWN]), title=f"read: {_counted(len(postings), 'posting')}")


def shown(path: Path) -> str:
    """A path as a person at the terminal would write it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _row(posting: Advert) -> Sequence[object]:
    posted = posting.date_posted.date() if posting.date_posted else None
    words = (posting.title, posting.hiring_organization, posting.job_location, posting.base_salary)
    return (*map(_short, words), posted, _counted(len(posting.text), "character"), posting.url)


def _short(words: str | None) -> str | None:
    return words if words is None or len(words) <= _LONGEST_CELL else f"{words[: _LONGEST_CELL - 1]}…"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
