"""How far the demo has come in its own archive, and so which run comes next and what it must give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from compoundwatch.posting import Record
from compoundwatch.run_folder import write_whole

Kind = Literal["first", "again", "resumed"]


class Progress(Record):
    """`day` was begun; `finished` when its first run came to its end, well or not."""

    day: int
    finished: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One run over one day's web. `resumed`: an earlier one was cut off, so its numbers are shared between the two."""

    day: int
    kind: Kind


def planned(progress: Progress | None, day: int) -> Iterator[Run]:
    """The runs that lead to `day`. Days do not run backwards: after day 2 it is day 2 that is shown again."""
    begun = progress.day if progress else 0
    if progress and not progress.finished:
        yield Run(begun, "resumed")
    elif begun >= day:
        yield Run(begun, "again")
    for later in range(begun + 1, day + 1):
        yield Run(later, "first")


def read_progress(var: Path) -> Progress | None:
    """None where the demo has not begun yet."""
    try:
        return Progress.model_validate_json(_file(var).read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError:
        # Written by nobody we know: taken for a run that was cut off, which is the careful reading.
        return Progress(day=1, finished=False)


def write_progress(var: Path, progress: Progress) -> None:
    """Whole or not at all."""
    var.mkdir(parents=True, exist_ok=True)
    write_whole(_file(var), progress.model_dump_json() + "\n")


def _file(var: Path) -> Path:
    return var / "demo.json"
