"""One live run that is published nowhere: what it would publish, and its contract beside the runs before it."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from compoundwatch.archive import open_archive
from compoundwatch.archive.run_name import new_run_name
from compoundwatch.archive.scratch import scratch_folder
from compoundwatch.config import Settings
from compoundwatch.errors import EXIT_DONE
from compoundwatch.pipeline.crawl_process import Crawl, crawl_one
from compoundwatch.pipeline.enrich_files import enrich_file
from compoundwatch.pipeline.sourcing.bounds import proposed_bounds
from compoundwatch.pipeline.sourcing.history import History, Spread, load_history
from compoundwatch.posting import TaggedPosting
from compoundwatch.run_folder import ContractLine, RunFolder, RunStats
from enrich import Enricher

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line of the contract with this run's number, and how that number has been in the runs before."""

    line: ContractLine
    before: Spread | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a live run gave. `stats` is None where it could not begin; `preview` holds the postings of the highest risk."""

    source: str
    exit_code: int
    why: str | None
    stats: RunStats | None
    lines: tuple[CheckedLine, ...]
    history: History
    proposed: dict[str, Any]
    preview: tuple[TaggedPosting, ...]


def check_source(settings: Settings, name: str, at: datetime, *, most: int, tell: Tell) -> Checked:
    """Crawl a source into a folder that is deleted again, tag what it captured and hold it against its history.

    `at` names the run, `most` bounds the preview. Nothing is indexed or remembered, so the next run finds the same postings new.
    Raises UsageError or ConfigError for the source, and what the archive raises.
    """
    source = settings.source(name)
    history = load_history(open_archive(settings), name)
    with scratch_folder(settings.var / "checks") as scratch:
        tell(f"crawling {name}")
        crawl = crawl_one(settings, source, scratch / new_run_name(name, at))
        tell(f"tagging what {name} gave")
        preview = _preview(settings, crawl.folder, most) if crawl.stats and crawl.stats.captured else ()
    return _checked(crawl, history, preview)


def _checked(crawl: Crawl, history: History, preview: tuple[TaggedPosting, ...]) -> Checked:
    stats = crawl.stats
    # A run that is as it should be is part of what bounds are proposed from.
    told = History((*history.runs, stats)) if stats and stats.exit_code == EXIT_DONE else history
    lines = tuple(CheckedLine(line, history.spread(line.rule)) for line in stats.contract) if stats else ()
    return Checked(crawl.source.name, crawl.exit_code, crawl.why, stats, lines, history, proposed_bounds(told), preview)


def _preview(settings: Settings, folder: RunFolder, most: int) -> tuple[TaggedPosting, ...]:
    enrich_file(Enricher.load(settings), folder.captured, folder.tagged)
    return tuple(heapq.nlargest(most, _tagged(folder.tagged), key=lambda posting: posting.risk.score))


def _tagged(path: Path) -> Iterator[TaggedPosting]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield TaggedPosting.model_validate_json(line)
