"""Pages per second of our spider against a bare Scrapy spider with the same parser, on the same pages, alternating.

Both read the same JobPosting pages from a server process on loopback, without delay, one request at a time. Overhead is
the time a page takes us over the time it takes the bare spider, minus one, each at its best round: what else the machine
does only ever adds. The keys with `cpu_` compare processor time, which leaves waiting out and hardly depends on that.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

_HERE = Path(__file__).parent
_KINDS = ("bare", "without", "with")
_CLOCKS = ("seconds", "cpu_seconds")


@contextmanager
def serving(pages: int) -> Iterator[int]:
    """The port of a site of that many postings."""
    site = subprocess.Popen([sys.executable, str(_HERE / "crawl_site.py"), str(pages)], stdout=subprocess.PIPE, text=True)
    try:
        assert site.stdout
        yield int(site.stdout.readline())
    finally:
        site.kill()
        site.wait()


def measure(kind: str, port: int, pages: int) -> dict[str, float]:
    """One crawl: seconds, cpu_seconds, pages, peak_mb."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _install(home, port, pages)
        folders = {"COMPOUNDWATCH_CONFIGS": str(home / "configs"), "COMPOUNDWATCH_VAR": str(home / "var")}
        # -P: a script's own folder must not stand before ours, where files are named like our packages.
        command = [sys.executable, "-P", str(_HERE / "crawl_runner.py"), kind, str(home)]
        done = subprocess.run(command, env={**os.environ, **folders}, stdout=subprocess.PIPE, text=True, check=True)
        found: dict[str, float] = json.loads(done.stdout)
        if found["pages"] < pages:
            raise SystemExit(f"{kind} fetched {found['pages']} pages instead of {pages}")
        return found


def _install(home: Path, port: int, pages: int) -> None:
    (home / "configs" / "spiders").mkdir(parents=True)
    app = {"var": str(home / "var"), "politeness": {"delay": 0, "allow_loopback": True}}
    start = f"http://127.0.0.1:{port}/list/0"
    source = {
        "title": "Benchmark", "home": start, "start": [start], "kind": "job", "platform": "json_ld", "pages": pages * 2,
        "depth": pages, "terms": "Made-up pages on loopback", "deadline": 3600,
        "select": {"link": "a.job::attr(href)", "next": "a[rel=next]::attr(href)"},
    }  # fmt: skip
    (home / "configs" / "app.yml").write_text(yaml.safe_dump(app))
    (home / "configs" / "spiders" / "board.yml").write_text(yaml.safe_dump(source))


def compare(pages: int, rounds: int) -> dict[str, float]:
    """Overheads and rates, each crawl taken at its best round."""
    best: dict[str, dict[str, float]] = {kind: {} for kind in _KINDS}
    with serving(pages) as port:
        for _ in range(rounds):
            for kind in _KINDS:
                found = measure(kind, port, pages)
                for clock in _CLOCKS:
                    best[kind][clock] = min(found[clock] / found["pages"], best[kind].get(clock, math.inf))
    return {
        "overhead_without_evidence": _overhead(best, "without", "seconds"),
        "overhead_with_evidence": _overhead(best, "with", "seconds"),
        "cpu_overhead_without_evidence": _overhead(best, "without", "cpu_seconds"),
        "cpu_overhead_with_evidence": _overhead(best, "with", "cpu_seconds"),
        "pages_per_second": round(1 / best["with"]["seconds"], 1),
        "bare_pages_per_second": round(1 / best["bare"]["seconds"], 1),
    }


def _overhead(best: dict[str, dict[str, float]], kind: str, clock: str) -> float:
    return round(best[kind][clock] / best["bare"][clock] - 1, 3)


def peak(pages: int) -> float:
    """Peak memory (MB) of one crawl of that many postings, with evidence."""
    with serving(pages) as port:
        return round(measure("with", port, pages)["peak_mb"], 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip-memory", action="store_true", help="leave the crawls of 1,000 and 10,000 pages out")
    options = parser.parse_args()
    found = compare(options.pages, options.rounds)
    if not options.skip_memory:
        found |= {"peak_mb_1000": peak(1000), "peak_mb_10000": peak(10_000)}
    if options.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:32}{value:>10}")


if __name__ == "__main__":
    main()
