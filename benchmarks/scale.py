"""What one core, one machine and several carry, and whether memory stays flat: the figures of docs/scaling.md.

`python benchmarks/scale.py [--json] [--only postings,workers] [--postings N] [--store embedded|elasticsearch] [--sources N]
[--adverts N] [--page-seconds S] [--at-once N]`

`postings`: one run of 5,000 and one of N made-up postings through enrichment and the index, and boards of many pages crawled; what
one more posting costs is told from the difference, in processor time, so that a busy machine changes little. `workers`: N sources
through a real Airflow on Celery, with one worker and with two. How far it is is said on stderr; Ctrl-C ends `workers` with what is
known by then. docs/scaling.md says how long each takes in full.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# A script's folder comes first on the path, where index.py would hide our package of that name.
sys.path[0] = str(Path(__file__).parents[1])

SMALL = 5_000
_DAY = 86_400


def main() -> None:
    options = _options()
    with TemporaryDirectory(prefix="compoundwatch-scale-") as made:
        # As an installation has it: what is started is compiled once and not at each start, whatever this shell says of that.
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(made) / "compiled")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        figures: dict[str, Any] = {}
        if "postings" in options.only:
            figures |= measure_postings(Path(made), options.postings, options.store)
        if "workers" in options.only:
            from benchmarks.scale_workers import measure_workers
            from benchmarks.slow_boards import Boards

            boards = Boards(options.sources, options.adverts, options.page_seconds)
            figures |= measure_workers(Path(made), boards, options.at_once)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:40} {value}")
    if any(value for name, value in figures.items() if name.endswith("_failed_tasks")):
        sys.exit("tasks failed: the figures are not to be relied on")


def measure_postings(folder: Path, postings: int, store: str) -> dict[str, Any]:
    """What one more posting costs in each part, in milliseconds of processor time; memory by the size of the run."""
    from benchmarks.scale_crawl import crawl_seconds_a_page
    from benchmarks.scale_publish import published_apart

    small, large = (published_apart(folder / f"run-{count}", count, store) for count in (SMALL, postings))
    further = postings - SMALL
    cost = {
        "crawl_ms": 1000 * crawl_seconds_a_page(folder / "crawls"),
        **{f"{part}_ms": 1000 * (large[f"{part}_seconds"] - small[f"{part}_seconds"]) / further for part in ("enrich", "publish")},
        "server_ms": 1000 * (large["server_seconds"] - small["server_seconds"]) / further,
    }
    return {
        "postings": postings,
        "store": store,
        **{name: round(value, 2) for name, value in cost.items()},
        "bytes_per_posting_on_disk": round(large["bytes_on_disk"] / postings),
        **{f"{part}_minutes": large[f"{part}_minutes"] for part in ("enrich", "publish")},
        "postings_per_day_per_core": round(_DAY * 1000 / sum(cost.values())),
        **{f"{part}_mb_at_{mark}_percent": used for part in ("enrich", "index") for mark, used in large[f"{part}_mb"].items()},
        f"peak_mb_{SMALL}": small["peak_mb"],
        f"peak_mb_{postings}": large["peak_mb"],
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What one core, one machine and several carry.")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--only", type=lambda words: words.split(","), default=["postings", "workers"])
    parser.add_argument("--postings", type=int, default=1_000_000)
    parser.add_argument("--store", choices=["embedded", "elasticsearch"], default="elasticsearch")
    parser.add_argument("--sources", type=int, default=500)
    parser.add_argument("--adverts", type=int, default=10)
    parser.add_argument("--page-seconds", type=float, default=2.0)
    parser.add_argument("--at-once", type=int, default=4, help="crawls of each worker")
    options = parser.parse_args()
    if options.postings <= SMALL:
        parser.error(f"--postings: expected more than {SMALL}")
    return options


if __name__ == "__main__":
    main()
