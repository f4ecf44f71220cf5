"""Whether alerts arrive, once, and how soon: `python benchmarks/alerts.py [--kills N] [--due N] [--database URL] [--json]`.

Three measurements: senders and the mail server killed at random moments (alerts_killed.py); the time from a page fetched to its
mail handed over (alerts_page_to_mail.py); and with `--due` many subscribers due at once (alerts_due.py).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import orjson

from benchmarks.alerts_due import measure_due
from benchmarks.alerts_killed import measure_kills
from benchmarks.alerts_page_to_mail import RUNS, page_to_mail_seconds

KILLS = 200
# Beside the asked number, so that one sees whether memory grows with it.
FEW = 1_000


def measure(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """All figures that were asked for."""
    figures: dict[str, object] = {"database": "given" if options.database else "sqlite"}
    if options.kills:
        (folder / "killed").mkdir()
        killed = measure_kills(folder / "killed", options.kills, database=options.database, seed=options.seed, progress=progress)
        figures |= killed.as_dict()
    if options.runs:
        (folder / "page").mkdir()
        seconds = page_to_mail_seconds(folder / "page", options.runs)
        figures |= {"page_to_mail_p50_seconds": round(statistics.median(seconds), 2), "page_to_mail_postings": len(seconds)}
    for count in sorted({FEW, options.due}) if options.due else ():
        (folder / f"due{count}").mkdir()
        figures[f"due_{count}"] = measure_due(folder / f"due{count}", count)
    return figures


def progress(told: str) -> None:
    if sys.stderr.isatty():
        print(f"{told:<70}", end="\r", file=sys.stderr, flush=True)


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options, Path(folder))
    print(orjson.dumps(figures).decode() if options.json else table(figures))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=KILLS, help="how many senders are killed; 0 leaves this out")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs from page to mail; 0 leaves this out")
    parser.add_argument("--due", type=int, default=0, metavar="N", help="also N subscribers due at once, such as 10000")
    parser.add_argument("--database", metavar="URL", help="of an empty PostgreSQL database for the kills; else SQLite")
    parser.add_argument("--seed", type=int, default=6, help="of the moments of the kills")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def table(figures: dict[str, object]) -> str:
    lines = []
    for name, value in figures.items():
        parts = value if isinstance(value, dict) else {"": value}
        lines += [f"{f'{name} {part}'.strip():<50}{told!s:>18}" for part, told in parts.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
