"""Crawls as subprocesses, several at once, never two of them on one registrable domain."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from compoundwatch.config import Settings, SourceConfig
from compoundwatch.config.settings import CONFIGS_VARIABLE, VAR_VARIABLE
from compoundwatch.errors import EXIT_FAILED
from compoundwatch.run_folder import RunFolder, RunStats
from compoundwatch.text import one_line
from compoundwatch.urls import is_loopback_literal, registrable_domain

# A crawl ends itself at its own deadline; this is for one that hangs all the same.
_GRACE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Crawl:
    """One finished crawl. `stats` is None where it left no run folder; `why` then is its last word on stderr."""

    source: SourceConfig
    folder: RunFolder
    exit_code: int
    stats: RunStats | None
    why: str | None


def crawl_all(
    settings: Settings, planned: Sequence[tuple[SourceConfig, Path]], *, at_once: int, debug: bool = False
) -> Iterator[Crawl]:
    """Crawl each source into its folder and give each crawl back as it ends.

    Sources that share a registrable domain go one after the other, so that our rate there stays the one we promise.
    """
    lanes: dict[str, list[tuple[SourceConfig, Path]]] = defaultdict(list)
    for source, folder in planned:
        lanes[_lane(source.start[0])].append((source, folder))
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        waiting = {pool.submit(_crawl, settings, *lane.pop(0), debug): lane for lane in lanes.values()}
        while waiting:
            done: Future[Crawl] = next(as_completed(waiting))
            lane = waiting.pop(done)
            if lane:
                waiting[pool.submit(_crawl, settings, *lane.pop(0), debug)] = lane
            yield done.result()


def _lane(url: str) -> str:
    """Who is asked: a registrable domain; on loopback each port is a server of its own."""
    parts = urlsplit(url)
    return parts.netloc if is_loopback_literal(parts.hostname or "") else registrable_domain(url)


def _crawl(settings: Settings, source: SourceConfig, folder: Path, debug: bool) -> Crawl:
    command = [sys.executable, "-m", "compoundwatch.tied_process", "crawl", source.name, "--out", str(folder), "--json"]
    environment = {**os.environ, CONFIGS_VARIABLE: str(settings.configs), VAR_VARIABLE: str(settings.var)}
    try:
        ended = subprocess.run(
            [*command, "--debug"] if debug else command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=source.deadline + _GRACE_SECONDS,
            check=False,
        )
        exit_code, words = ended.returncode, ended.stderr
    except subprocess.TimeoutExpired as hung:
        exit_code, words = EXIT_FAILED, b"did not end by its own deadline and was killed\n" + (hung.stderr or b"")
    run = RunFolder(folder)
    stats = run.read_stats() if run.stats.is_file() else None
    return Crawl(source, run, exit_code if exit_code >= 0 else EXIT_FAILED, stats, _last_word(words, stats))


def _last_word(words: bytes, stats: RunStats | None) -> str | None:
    if stats and stats.why:
        return stats.why
    lines = [line for line in words.decode(errors="replace").splitlines() if line.strip()]
    return one_line(lines[-1].removeprefix("compoundwatch: ")) if lines else None
