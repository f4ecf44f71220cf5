"""A large source is judged in parts: they say together what one judgement of the whole says, and hold less at a time."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine

from compoundwatch import db
from compoundwatch.db import open_engine
from compoundwatch.known import Known, remember
from compoundwatch.pipeline.judged import Judgement
from compoundwatch.run_folder import RunFolder, RunStats, Sighting, SightingOutcome
from index.lifecycle import Verdict

AT = datetime(2026, 11, 21, tzinfo=UTC)
WHOLE = 10**9


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path}/state.sqlite")


def named(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()[:32]


def known_before(engine: Engine, numbers: Iterable[int], absences: int = 0) -> None:
    known = {named(number): Known(url=f"https://board.example/{number}", content_hash="c", absences=absences) for number in numbers}
    with db.writing(engine) as connection:
        remember(connection, "board", known, AT)


def seen(number: int, outcome: SightingOutcome = "unchanged", *, url: str | None = None, status: int = 200) -> Sighting:
    return Sighting(
        id=named(number), url=url or f"https://board.example/{number}", outcome=outcome, status=status, at=AT, content_hash="c"
    )


def judgement(engine: Engine, folder: Path, sightings: Iterable[Sighting], at_once: int) -> Judgement:
    run = RunFolder(folder / "board" / "20261121T000000.000000Z")
    run.path.mkdir(parents=True, exist_ok=True)
    with run.sightings.open("w", encoding="utf-8") as lines:
        count = sum(1 for one in sightings if lines.write(one.model_dump_json() + "\n"))
    stats = RunStats(
        source="board", started=AT, ended=AT, complete=True, finish_reason="finished", exit_code=0, sightings={"unchanged": count}
    )
    return Judgement(engine, run, stats, at_once)


def together(verdicts: Iterable[Verdict]) -> tuple[dict[str, Known], set[str], set[str]]:
    known: dict[str, Known] = {}
    shown, gone = set[str](), set[str]()
    for verdict in verdicts:
        assert not known.keys() & verdict.known.keys()
        known |= verdict.known
        shown.update(verdict.seen)
        gone.update(verdict.gone)
    return known, shown, gone


def test_parts_say_together_what_the_whole_says(engine: Engine, tmp_path: Path) -> None:
    known_before(engine, range(60), absences=1)
    sightings = [*(seen(number) for number in range(0, 80, 2)), *(seen(number, "gone", status=404) for number in range(1, 20, 2))]
    whole = judgement(engine, tmp_path, sightings, WHOLE)
    parts = judgement(engine, tmp_path, sightings, 7)

    assert len(list(whole)) == 1
    assert len(list(parts)) > 5
    assert together(parts) == together(whole)
    assert len(together(parts)[2]) == 30


def test_parts_are_the_same_each_time(engine: Engine, tmp_path: Path) -> None:
    known_before(engine, range(20))
    parts = judgement(engine, tmp_path, [seen(number) for number in range(10)], 4)
    assert together(parts) == together(parts)


def test_a_page_that_was_refused_speaks_of_postings_in_every_part(engine: Engine, tmp_path: Path) -> None:
    known_before(engine, range(40), absences=1)
    # Refused under another id than that which the address was known by.
    refused = [seen(1000 + number, "refused", url=f"https://board.example/{number}", status=403) for number in range(40)]
    assert together(judgement(engine, tmp_path, refused, 4)) == ({}, set(), set())


def test_parts_hold_little_of_what_the_whole_holds(engine: Engine, tmp_path: Path) -> None:
    def peak(at_once: int) -> int:
        parts = judgement(engine, tmp_path, (seen(number) for number in range(8000)), at_once)
        tracemalloc.start()
        assert sum(len(verdict.seen) for verdict in parts) == 8000
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    assert peak(500) < 0.3 * peak(WHOLE)
