"""The demo as a user sees it: the runs that lead to a day, each held against its outcome, and where to look next."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

from demo.check import Traces, differences
from demo.day import Place, run_main_job, web_of
from demo.expected import load_expected
from demo.plan import Progress, Run, planned, read_progress, write_progress
from demo.web import load_web


def show(day: int, place: Place) -> int:
    """Run what leads to `day`; 0 when every outcome is exactly what it must be, else 1 after one line a difference."""
    expected = load_expected()
    for run in planned(read_progress(place.var), day):
        _announce(run, day)
        traces = _run(place, run)
        found = list(differences(load_web(run.day), expected, run, traces))
        if found:
            print("\nThe outcome is not what it must be:", *found, sep="\n  ", file=sys.stderr)
            return 1
        print(f"\nThe outcome of day {run.day} is what it must be.")
    _look_next(place, traces)
    return 0


def _run(place: Place, run: Run) -> Traces:
    with web_of(place, run.day):
        if run.kind == "first":
            write_progress(place.var, Progress(day=run.day, finished=False))
        traces = run_main_job(place)
    write_progress(place.var, Progress(day=run.day, finished=True))
    return traces


def _announce(run: Run, wanted: int) -> None:
    words = {
        "first": f"Day {run.day} of the demo web.",
        "again": f"Day {run.day} of the demo web again: nothing is new, and nobody is written to.",
        "resumed": f"Day {run.day} of the demo web, from where the last run was cut off.",
    }
    print(f"\n{words[run.kind]}")
    if run.day < wanted:
        print(f"It goes before day {wanted}, which follows.")
    elif run.day > wanted:
        print("This archive has seen it, and days do not run backwards. `make demo-reset` begins anew.")
    sys.stdout.flush()


def _look_next(place: Place, traces: Traces) -> None:
    """Commands to paste: the environment first, then one lure from every side."""
    program, python = _short(Path(sys.executable).with_name("compoundwatch")), _short(Path(sys.executable))
    lure = max(traces.archive.values(), key=lambda posting: (posting.risk.score, posting.id))
    lines = (
        ("", f"export {' '.join(f'{name}={_short(Path(value))}' for name, value in place.environment.items())}"),
        ("all that stands out", f"{program} search 'level:(high OR critical)'"),
        ("around a compound", f"{program} search 'near:\"KK Park\"~25km'"),
        ("one lure", f"{program} show {lure.id}"),
        ("why it is flagged", f"{program} explain {lure.id}"),
        ("the page as it was", f"{program} evidence {lure.id} --out {_short(place.var / 'evidence')}"),
        ("the digests", f"ls {_short(place.outbox)}/*.eml"),
        ("the web itself", f"{python} -m demo serve"),
    )
    print("\nWhere to look next:")
    for what, command in lines:
        print(f"  {what:<20}{command}" if what else f"  {command}")


def _short(path: Path) -> str:
    here = Path.cwd()
    return quote(str(path.relative_to(here) if path.is_relative_to(here) else path))
