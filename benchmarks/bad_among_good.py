"""Two hundred sources on one machine, of which twenty hang, block, or have no end: what becomes of the others, and of them.

The good ones are crawled alone first, then among the bad ones, by what `compoundwatch run` crawls with. A good source counts as
`good_as_alone` when both crawls ended well with the same postings; `good_slowdown` is the median of what its own crawl took
among the bad ones over what it took alone. A bad one counts as `bad_rightly_ended` when its crawl ended within its limits, by
itself, with the exit code and the reason of its kind (benchmarks/bad_sites.py).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

import yaml

from benchmarks.bad_sites import KINDS, bad_sites
from benchmarks.slow_boards import Boards, slow_boards, write_sources
from compoundwatch.config import Settings, load_settings
from compoundwatch.pipeline.crawl_process import Crawl
from compoundwatch.pipeline.crawls import crawl_all

ADVERTS: Final = 5
DEADLINE: Final = 20.0
TIMEOUT: Final = 3.0
# A run is given this to write its end down.
_GRACE: Final = 5.0
_BAD_SOURCE: Final = """\
title: A {kind} site
home: {address}/
kind: job
platform: css
start: ['{address}/jobs']
select: {{link: 'a.job::attr(href)', next: 'a[rel=next]::attr(href)'}}
pages: 40
deadline: {deadline}
terms: made up and served on this machine
enabled: true
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How one crawl ended. `seconds` from its first moment to its last; -1 where it left no run folder."""

    exit_code: int
    seconds: float
    postings: int
    pages: int
    why: str


@dataclass(slots=True)
class Figures:
    """`bad` says of each bad source how it ended, `wrongly_ended` repeats those that ended otherwise. Peaks in MB, of one crawl."""

    good: int = 0
    good_as_alone: int = 0
    good_slowdown: float = 0.0
    bad_sources: int = 0
    bad_rightly_ended: int = 0
    seconds_alone: float = 0.0
    seconds_together: float = 0.0
    peak_mb_alone: float = 0.0
    peak_mb_together: float = 0.0
    bad: dict[str, Ended] = field(default_factory=dict)
    wrongly_ended: dict[str, Ended] = field(default_factory=dict)


def measure(folder: Path, good: int, at_once: int, of_each_kind: int = 2) -> Figures:
    """Crawl `good` boards alone, then among so many bad sites of each kind."""
    with slow_boards(Boards(good, ADVERTS, 0.0), folder / "asked.log") as boards, bad_sites(of_each_kind) as sites:
        settings = _install(folder)
        names = write_sources(settings.configs, boards, ADVERTS)
        kinds = _write_bad(settings.configs, sites)
        figures = Figures(good=len(names), bad_sources=len(kinds))
        alone, figures.seconds_alone = _crawl(settings, names, at_once)
        figures.peak_mb_alone = _peak()
        everything = [*names, *kinds]
        random.Random(8).shuffle(everything)
        together, figures.seconds_together = _crawl(settings, everything, at_once)
        figures.peak_mb_together = _peak()
    figures.good_as_alone = sum(_as_alone(alone[name], together[name]) for name in names)
    figures.good_slowdown = round(median(together[name].seconds / alone[name].seconds for name in names), 2)
    figures.bad = {name: together[name] for name in kinds}
    figures.wrongly_ended = {name: together[name] for name, kind in kinds.items() if not _rightly(kind, together[name])}
    figures.bad_rightly_ended = len(kinds) - len(figures.wrongly_ended)
    return figures


def _as_alone(alone: Ended, together: Ended) -> bool:
    return together.exit_code == alone.exit_code == 0 and together.postings == alone.postings == ADVERTS


def _rightly(kind: str, ended: Ended) -> bool:
    wanted = KINDS[kind]
    within = 0 <= ended.seconds <= DEADLINE + _GRACE
    return within and ended.exit_code == wanted.exit_code and wanted.reason in ended.why


def _install(folder: Path) -> Settings:
    configs = folder / "configs"
    configs.mkdir()
    app = {
        "var": str(folder / "var"),
        "politeness": {"delay": 0, "timeout": TIMEOUT, "retries": 1, "max_body_mb": 8, "allow_loopback": True},
    }
    (configs / "app.yml").write_text(yaml.safe_dump(app))
    return load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})


def _write_bad(configs: Path, sites: dict[str, list[str]]) -> dict[str, str]:
    """One file a site; the kind of each source."""
    kinds = {}
    for kind, addresses in sites.items():
        for number, address in enumerate(addresses):
            name = f"{kind}_{number}"
            text = _BAD_SOURCE.format(kind=kind, address=address, deadline=DEADLINE)
            (configs / "spiders" / f"{name}.yml").write_text(text)
            kinds[name] = kind
    return kinds


def _crawl(settings: Settings, names: list[str], at_once: int) -> tuple[dict[str, Ended], float]:
    began = time.monotonic()
    place = settings.runs / f"{began:.0f}"
    planned = [(settings.source(name), place / name / "run") for name in names]
    ended = {}
    for crawl in crawl_all(settings, planned, at_once=at_once):
        ended[crawl.source.name] = _ended(crawl)
        if sys.stderr.isatty():
            print(f"\r{len(ended)} of {len(names)} sources crawled", end="", file=sys.stderr)
    return ended, round(time.monotonic() - began, 1)


def _ended(crawl: Crawl) -> Ended:
    if not crawl.stats:
        return Ended(crawl.exit_code, -1.0, 0, 0, crawl.why or "")
    stats = crawl.stats
    why = crawl.why or ("" if stats.complete else "list not seen whole")
    return Ended(crawl.exit_code, (stats.ended - stats.started).total_seconds(), stats.postings, stats.pages, why)


def _peak() -> float:
    return round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.add_argument("--good", type=int, default=180)
    parser.add_argument("--at-once", type=int, default=8, help="crawls at the same time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), options.good, options.at_once)
    if options.json:
        print(json.dumps(asdict(figures)))
        return
    for name, value in asdict(figures).items():
        if not isinstance(value, dict):
            print(f"{name:24}{value:>10}")
    for name, ended in figures.bad.items():
        print(f"  {name:24}exit {ended.exit_code}  {ended.seconds:6.1f} s  {ended.pages:3} pages  {ended.why[:110]}")


if __name__ == "__main__":
    main()
