"""`python -m benchmarks.quality [--only SET…] [--json] [--write] [--release VERSION] [--data FOLDER]`.

A missed target is a finding and no failure; exit code 1 where a measuring set is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.quality import page
from benchmarks.quality.bench import Bench
from benchmarks.quality.by_language import languages
from benchmarks.quality.figures import Figure
from benchmarks.quality.folder import DataFolder, MissingDataError
from benchmarks.quality.release import Release, keep_release, load_release
from benchmarks.quality.sets import SETS
from benchmarks.quality.table import COLUMNS, markdown, plain, rows
from compoundwatch.config import load_settings

SHARED = Path(os.environ.get("COMPOUNDWATCH_SHARED") or Path(__file__).parents[3] / "shared")


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and write where asked to."""
    parser = _options()
    options = parser.parse_args(words)
    if options.only and options.write:
        parser.error("--write takes all sets: the page shows them all")
    bench = Bench(DataFolder(options.data), load_settings(), options.rounds)
    figures, missing = measure(bench, options.only or list(SETS))
    if options.release:
        keep_release(options.release, figures)
    release = load_release()
    table = rows(figures, release)
    if options.write:
        page.write(markdown(COLUMNS, table), languages(figures))
    print(json.dumps(_as_json(figures, release)) if options.json else plain(table))
    for problem in missing:
        print(f"quality: {problem}", file=sys.stderr)
    return int(bool(missing))


def measure(bench: Bench, sets: Sequence[str]) -> tuple[list[Figure], list[str]]:
    """The figures of these sets, and by name what could not be measured."""
    figures: list[Figure] = []
    missing = []
    for name in sets:
        try:
            figures += SETS[name](bench)
        except MissingDataError as error:
            missing.append(f"{name} is not measured: {error}")
    return figures, missing


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="quality", description="How well enrichment does, measured.")
    parser.add_argument("--only", nargs="+", choices=SETS, metavar="SET", help=f"some of the sets: {', '.join(SETS)}")
    parser.add_argument("--data", type=Path, default=SHARED / "data", help="folder of the measuring sets (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=1000, help="resamples an interval takes (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--write", action="store_true", help="put the table on docs/quality.md")
    parser.add_argument("--release", metavar="VERSION", help="keep these as the figures at the last release")
    return parser


def _as_json(figures: Sequence[Figure], release: Release) -> dict[str, object]:
    """Figures by key, each with the value of the last release and whether its target is met."""
    shown = {
        figure.key: {**asdict(figure), "met": figure.met, "last_release": release.values.get(figure.key)} for figure in figures
    }
    return {"release": release.version, "figures": shown}


if __name__ == "__main__":
    sys.exit(main())
