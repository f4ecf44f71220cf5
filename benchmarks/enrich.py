"""Postings enriched per second on one core, what each step costs, and whether memory stays flat.

`python benchmarks/enrich.py [--json] [--postings N] [--jobs N]`. It reads the development adverts beside the checkout (or
where COMPOUNDWATCH_SHARED points) when they are there, else a few of its own, over and over. The peak with
`--postings 100000` must be that of `--postings 1000`. `--jobs` measures `compoundwatch enrich --jobs` too, from JSONL to JSONL.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

STEPS = ("languages", "places", "contacts", "pay", "compounds", "organisations", "sanctions", "signals", "indicators")
OWN_ADVERTS = (
    ("Chat agents wanted", "No experience, free room and food, 1200 USD a month. Telegram @made_up_desk_1"),
    ("招聘客服", "包吃包住包机票，月薪两万，无需经验。微信 made_up_hr_2"),
    (
        "Cook",
        "Small restaurant on Hill Street needs a cook with two years of experience. Call +66 2 000 0001, walk in after three.",
    ),
    ("รับสมัครแอดมิน", "รายได้ดี ที่พักฟรี ไม่ต้องมีประสบการณ์ ไลน์ made_up_3"),
    ("Warning", "Police warn: do not believe adverts that promise free tickets and high pay. People were rescued last week."),
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true", help="one JSON object")
    arguments.add_argument("--postings", type=int, default=2000)
    arguments.add_argument("--jobs", type=int, default=1, help="also measure by so many processes")
    options = arguments.parse_args()
    figures = measure(options.postings, options.jobs)
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:22} {value}")


def measure(postings: int, jobs: int = 1) -> dict[str, Any]:
    """The figures that contract.md names; times are wall time of one process, those of steps its processor time.

    `postings_per_cpu_second` is what that process does with a core of its own, also on a machine that is busy with other things;
    `first_time_per_cpu_second` the same where every text is new to it: the adverts and the made-up ones of the tests, each once.
    `from_file` is by number of processes, reading and writing JSONL included.
    """
    from compoundwatch.config import load_settings

    begun = time.perf_counter()
    from enrich import Enricher

    enricher = Enricher.load(load_settings())
    startup = time.perf_counter() - begun
    from compoundwatch.posting import Advert

    adverts = [Advert(title=title, text=text) for title, text in _texts()]
    once = [*adverts, *(Advert(text=text) for text in _made_up())]
    # The first short text makes a model be read, which is no part of any text's time.
    enricher.languages.preload()
    _, busy_once = _seconds(enricher, once)
    seconds, busy = _seconds(enricher, islice(cycle(adverts), postings))
    return {
        "postings_per_second": round(postings / seconds, 1),
        "postings_per_cpu_second": round(postings / busy, 1),
        "first_time_per_cpu_second": round(len(once) / busy_once, 1),
        "startup_seconds": round(startup, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "per_step_ms": _per_step(enricher, adverts),
        "from_file": {count: _from_file(enricher, postings, count) for count in sorted({1, jobs})} if jobs > 1 else {},
        "postings": postings,
        "adverts": len(adverts),
    }


def _seconds(enricher: Any, adverts: Iterable[Any]) -> tuple[float, float]:
    """Wall time and processor time of enriching them."""
    begun, busy = time.perf_counter(), time.process_time()
    for batch in _batches(adverts):
        enricher.enrich_many(batch)
    return time.perf_counter() - begun, time.process_time() - busy


def _from_file(enricher: Any, postings: int, jobs: int) -> float:
    """Postings a second of wall time through the pipeline; starting the processes is part of it."""
    from compoundwatch.pipeline.enrich_lines import enrich_all

    lines = [json.dumps({"title": title, "text": text}).encode() + b"\n" for title, text in _texts()]
    source = io.BytesIO(b"".join(islice(cycle(lines), postings)))
    begun = time.perf_counter()
    written = sum(outcome.reason is None for outcome in enrich_all(enricher, source, drop_unknown=False, jobs=jobs))
    return round(written / (time.perf_counter() - begun), 1)


def _batches(adverts: Iterable[Any]) -> Iterator[list[Any]]:
    """As many at once as the pipeline enriches."""
    from compoundwatch.pipeline.enrich_lines import AT_ONCE

    rest = iter(adverts)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def _texts() -> Iterator[tuple[str, str]]:
    shared = Path(os.environ.get("COMPOUNDWATCH_SHARED") or REPOSITORY.parent / "shared")
    path = shared / "data" / "adverts" / "dev.jsonl"
    if not path.is_file():
        yield from OWN_ADVERTS
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["title"], record["text"]


def _made_up() -> Iterator[str]:
    for path in sorted((REPOSITORY / "tests" / "enrich").glob("made_up_adverts*.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())


class _Timed:
    """Stands before a step of the enricher and adds up the time of its calls."""

    def __init__(self, step: object, name: str, spent: defaultdict[str, float]) -> None:
        self._step, self._name, self._spent = step, name, spent

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            begun = time.process_time()
            result = getattr(self._step, method)(*arguments)
            self._spent[self._name] += time.process_time() - begun
            return result

        return call


def _per_step(enricher: Any, adverts: list[Any]) -> dict[str, float]:
    """Milliseconds a posting of each loaded step; `rest` is what lies between them (folding, audience, risk)."""
    spent: defaultdict[str, float] = defaultdict(float)
    timed = replace(enricher, **{name: _Timed(getattr(enricher, name), name, spent) for name in STEPS})
    begun = time.process_time()
    for batch in _batches(adverts):
        timed.enrich_many(batch)
    spent["rest"] = time.process_time() - begun - sum(spent.values())
    return {name: round(1000 * seconds / len(adverts), 3) for name, seconds in spent.items()}


if __name__ == "__main__":
    main()
