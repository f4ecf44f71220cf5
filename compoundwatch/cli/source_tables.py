"""What the commands for people who add sources print."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compoundwatch.cli.output import note, print_table
from compoundwatch.errors import EXIT_CONTRACT, EXIT_DONE, EXIT_LATER, EXIT_REFUSED
from compoundwatch.posting import Advert
from compoundwatch.run_folder import RunStats

if TYPE_CHECKING:
    from compoundwatch.pipeline.sourcing.listing import Listed
    from spiders.sourcing.new_source import NewSource
    from spiders.sourcing.saved_page import Snapshot

_POSTINGS = ("title", "employer", "place", "pay", "posted", "text", "url")
_SOURCES = ("source", "state", "title", "platform", "country", "cadence", "verified", "last run", "outcome", "postings", "problem")
_ENDINGS = {EXIT_DONE: "done", EXIT_CONTRACT: "contract broken", EXIT_REFUSED: "refused", EXIT_LATER: "try later"}
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
    print_table(_POSTINGS, map(_row, postings[:_MOST_SHOWN]), title=f"read: {counted(len(postings), 'posting')}")


def print_sources(found: Iterable[Listed]) -> None:
    """One line a source."""
    print_table(_SOURCES, map(_listed, found))


def listed_json(listed: Listed) -> dict[str, Any]:
    """One source for programs: the facts of its file and its last run."""
    return {
        "name": listed.name,
        "state": listed.state,
        "problem": listed.problem,
        "source": listed.source and listed.source.model_dump(mode="json", exclude={"name"}),
        "last": listed.last and listed.last.model_dump(mode="json"),
    }


def shown(path: Path) -> str:
    """A path as a person at the terminal would write it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _row(posting: Advert) -> Sequence[object]:
    posted = posting.date_posted.date() if posting.date_posted else None
    words = (posting.title, posting.hiring_organization, posting.job_location, posting.base_salary)
    return (*map(short, words), posted, counted(len(posting.text), "character"), posting.url)


def _listed(listed: Listed) -> Sequence[object]:
    source, last = listed.source, listed.last
    facts = (source.title, source.platform, source.country, source.cadence, source.verified) if source else (None,) * 5
    started = last.started.strftime("%Y-%m-%d %H:%M") if last else "never"
    return (listed.name, listed.state, *facts, started, ended(last), last.postings if last else None, short(listed.problem))


def ended(last: RunStats | None) -> str | None:
    """How a run ended, in a word or two."""
    return None if last is None else _ENDINGS.get(last.exit_code, "failed")


def short(words: str | None) -> str | None:
    """Words that fit into a cell."""
    return words if words is None or len(words) <= _LONGEST_CELL else f"{words[: _LONGEST_CELL - 1]}…"


def counted(number: int, thing: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
