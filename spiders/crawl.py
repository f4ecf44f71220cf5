"""One crawl of one source, from an empty folder to a finished run. Scrapy runs once in a process: one process a crawl."""

from __future__ import annotations

import hashlib
import inspect
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from compoundwatch import __version__
from compoundwatch.config import Settings, SourceConfig
from compoundwatch.erased import read_erased
from compoundwatch.errors import CompoundwatchError, SourceRefused, UsageError
from compoundwatch.known import load_known
from compoundwatch.known_lists import load_lists
from compoundwatch.leases import lease
from compoundwatch.privacy import rules_version
from compoundwatch.run_folder import PARTIAL, RunFolder, RunStats
from compoundwatch.text import one_line
from compoundwatch.turns import Turns
from spiders.contract import check_contract
from spiders.killed_run import close_killed_run, locked
from spiders.measures import PRINTED, measures
from spiders.memory import Memory, Shown
from spiders.page import Platform
from spiders.platforms import load_platform
from spiders.reach import Reach
from spiders.tally import Tally

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from twisted.python.failure import Failure

    from spiders.base import PostingSpider

__all__ = ["close_killed_run", "crawl"]


def crawl(settings: Settings, source: SourceConfig, out: Path) -> RunStats:
    """Crawl `source` into the new folder `out` and say how it went; can be called once in a process.

    What a killed crawl left at the same place is finished beside it first, as `<out>-killed-<n>`. Raises UsageError when
    `out` is there already or is being written, SourceRefused for what is on the stop list, TryLater when the same source is
    being crawled elsewhere, StoreError when the state database cannot be used.
    """
    if out.exists():
        raise UsageError(f"{out} is there already: name a new folder")
    if stopped := settings.stop_list().source_problem(source.name, (source.home, *source.start)):
        raise SourceRefused(f"{source.name} is {stopped}")
    platform = load_platform(source.platform)
    engine = state_database(settings, source)
    shown = Shown(load_known(engine, source.name), load_lists(engine, source.name)) if engine else Shown({}, {})
    partial = out.with_name(out.name + PARTIAL)
    with lease(engine, f"source {source.name}") if engine else nullcontext():
        _set_aside(partial, out)
        out.parent.mkdir(parents=True, exist_ok=True)
        partial.mkdir(mode=0o700)
        with locked(partial):
            stats = _crawl(settings, source, platform, RunFolder(partial), shown, Turns(engine) if engine else None)
            partial.rename(out)
    return stats


def state_database(settings: Settings, source: SourceConfig) -> Engine | None:
    """The state database; None for a first crawl over files at no delay, which needs it neither to know nor to wait."""
    polite = max(settings.app.politeness.delay, source.delay or 0.0) > 0
    if not (polite or settings.secrets.database_url or settings.database.exists()):
        return None
    # Heavy where it is not needed.
    from compoundwatch.db import open_database

    return open_database(settings)


def _set_aside(partial: Path, out: Path) -> None:
    if partial.exists():
        free = next(name for number in count(1) if not out.with_name(name := f"{out.name}-killed-{number}").exists())
        close_killed_run(partial, free)


def _crawl(  # noqa: PLR0913, PLR0917 - what a crawl is made of
    settings: Settings, source: SourceConfig, platform: Platform, folder: RunFolder, shown: Shown, turns: Turns | None
) -> RunStats:
    from spiders.fetching.guard import Territory
    from spiders.intake import Intake
    from spiders.lists import Lists
    from spiders.run_writer import Reader, RunWriter
    from spiders.settings import scrapy_settings

    started = datetime.now(UTC)
    version = spider_version(platform)
    fields = tuple(dict.fromkeys((*PRINTED, *source.expect.fill)))
    reader = Reader(source.platform, version)
    writer = RunWriter(folder, reader, Tally(fields=fields, reach=Reach.asked_by(source)))
    memory = Memory(source, shown, reader.digest(source))
    spider = _run_scrapy(
        scrapy_settings(settings.app, source, settings.stop_list()),
        source=source,
        platform=platform,
        territory=Territory.of(source, settings.app.politeness, settings.stop_list()),
        memory=memory,
        lists=Lists(memory, writer),
        intake=Intake(source, memory, writer, {entry.id for entry in read_erased(settings.var)}),
        tally=writer.tally,
        turns=turns,
    )
    stats = _stats(spider, started, version).model_copy(update={"reader": reader.digest(source)})
    writer.finish(stats)
    return stats


def _run_scrapy(scrapy_settings: dict[str, object], **parts: object) -> PostingSpider:
    from scrapy.crawler import CrawlerProcess

    from spiders.base import PostingSpider

    process = CrawlerProcess(scrapy_settings)
    crawler = process.create_crawler(PostingSpider)
    faults: list[Failure] = []
    process.crawl(crawler, **parts).addErrback(faults.append)
    process.start(install_signal_handlers=False)
    if not isinstance(crawler.spider, PostingSpider) or faults:
        raise CompoundwatchError(f"the crawl could not start: {'; '.join(one_line(str(fault.value)) for fault in faults)}")
    return crawler.spider


def _stats(spider: PostingSpider, started: datetime, version: str) -> RunStats:
    from spiders.conclusion import conclude, finish_reason

    tally, ended = spider.tally, datetime.now(UTC)
    contract = check_contract(spider.source.expect, tally, ended)
    exit_code, why = conclude(spider, contract)
    return RunStats(
        source=spider.source.name,
        started=started,
        ended=ended,
        complete=spider.complete,
        finish_reason=finish_reason(spider),
        exit_code=exit_code,
        why=why,
        pages=tally.pages,
        bytes=tally.bytes,
        pages_by_status=dict(tally.pages_by_status),
        pages_by_class=dict(tally.pages_by_class),
        sightings={str(outcome): number for outcome, number in tally.sightings.items()},
        postings=tally.postings,
        captured=tally.captured,
        contract=contract,
        measures=measures(tally, ended),
        spider_version=version,
    )


def spider_version(parser: object) -> str:
    """The release and, because a parser changes more often, the start of the hash of its module, and of the rules of masking.

    So: `0.1.0+1f0c2a9b.c62c4579`.
    """
    module = inspect.getsourcefile(type(parser))
    digest = hashlib.sha256(Path(module).read_bytes() if module else b"").hexdigest()[:8]
    return f"{__version__}+{digest}.{rules_version()}"
