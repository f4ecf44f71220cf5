"""What one more page costs a crawl in processor time: two boards that differ in nothing but their number of adverts."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import yaml

from benchmarks.slow_boards import Boards, slow_boards, write_sources

ROOT = Path(__file__).parents[1]
_FEW, _MANY = 20, 420


def crawl_seconds_a_page(folder: Path) -> float:
    """Fetched, archived as evidence, read and written; without what a crawl takes to begin and to end."""
    few, many = (_crawl_seconds(folder / str(adverts), adverts) for adverts in (_FEW, _MANY))
    return (many - few) / (_MANY - _FEW)


def _crawl_seconds(folder: Path, adverts: int) -> float:
    configs = folder / "configs"
    configs.mkdir(parents=True)
    politeness = {"delay": 0, "allow_loopback": True}
    app = {"cache": str(ROOT / "var" / "cache"), "tables": str(ROOT / "configs"), "politeness": politeness}
    (configs / "app.yml").write_text(yaml.safe_dump(app), encoding="utf-8")
    environment = {**os.environ, "COMPOUNDWATCH_CONFIGS": str(configs), "COMPOUNDWATCH_VAR": str(folder / "var")}
    with slow_boards(Boards(1, adverts, 0), folder / "requests") as addresses:
        (source,) = write_sources(configs, addresses, adverts)
        command = [sys.executable, "-m", "compoundwatch", "crawl", source, "--out", str(folder / "run")]
        before = _children_seconds()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        return _children_seconds() - before


def _children_seconds() -> float:
    """Processor time of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
