"""One crawl as a subprocess that dies with us, watched while it goes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from compoundwatch.config import Settings, SourceConfig
from compoundwatch.config.settings import CONFIGS_VARIABLE, VAR_VARIABLE
from compoundwatch.errors import EXIT_FAILED
from compoundwatch.run_folder import RunFolder, RunStats
from compoundwatch.text import one_line

Process = subprocess.Popen[bytes]
# Called when the crawl begins and every few seconds while it goes on.
Watch = Callable[[Process], None]

# A crawl ends itself at its own deadline; this is for one that hangs all the same.
_GRACE_SECONDS = 60
_WATCHED_EVERY = 5.0


@dataclass(frozen=True, slots=True)
class Crawl:
    """One finished crawl. `stats` is None where it left no run folder; `why` then is its last word on stderr."""

    source: SourceConfig
    folder: RunFolder
    exit_code: int
    stats: RunStats | None
    why: str | None


def crawl_one(
    settings: Settings,
    source: SourceConfig,
    folder: Path,
    *,
    debug: bool = False,
    watch: Watch | None = None,
) -> Crawl:
    """Crawl into a new folder, to the end."""
    command = [sys.executable, "-m", "compoundwatch.tied_process", "crawl", source.name, "--out", str(folder), "--json"]
    environment = {**os.environ, CONFIGS_VARIABLE: str(settings.configs), VAR_VARIABLE: str(settings.var)}
    with subprocess.Popen(
        [*command, "--debug"] if debug else command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        words = _wait(process, source.deadline + _GRACE_SECONDS, watch)
    run = RunFolder(folder)
    stats = run.read_stats() if run.stats.is_file() else None
    exit_code = process.returncode if process.returncode >= 0 else EXIT_FAILED
    return Crawl(source, run, exit_code, stats, _last_word(words, stats))


def _wait(process: Process, most: float, watch: Watch | None) -> bytes:
    """What the process says on stderr, once it has ended; one that outlives its time is killed."""
    until = time.monotonic() + most
    while True:
        if watch:
            watch(process)
        try:
            return process.communicate(timeout=max(0.0, min(_WATCHED_EVERY, until - time.monotonic())))[1]
        except subprocess.TimeoutExpired:
            if time.monotonic() >= until:
                process.kill()
                return process.communicate()[1] + b"\ndid not end by its own deadline and was killed"


def _last_word(words: bytes, stats: RunStats | None) -> str | None:
    if stats and stats.why:
        return stats.why
    lines = [line for line in words.decode(errors="replace").splitlines() if line.strip()]
    return one_line(lines[-1].removeprefix("compoundwatch: ")) if lines else None
