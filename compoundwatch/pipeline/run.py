"""The main job: crawl, enrich, index, match, tell. Safe to be killed at any moment and to be run again.

Nothing is passed on before it lies on disk: a crawl's run folder is renamed when whole, indexing the same folder again
changes nothing, what is known of a source is written only once its postings are in the index, and a mail is in the
ledger before it is sent. So every stage here may simply be done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

from compoundwatch.archive import open_archive
from compoundwatch.archive.run_name import new_run_name
from compoundwatch.config import Settings, SourceConfig
from compoundwatch.db import opened_database
from compoundwatch.pipeline.alone import alone
from compoundwatch.pipeline.crawls import crawl_all
from compoundwatch.pipeline.erased_everywhere import fetch_erased
from compoundwatch.pipeline.in_turn import publish_in_turn
from compoundwatch.pipeline.notify import notify
from compoundwatch.pipeline.preflight import check_configs, choose_sources
from compoundwatch.pipeline.publish import Published, Publisher
from compoundwatch.pipeline.recover import publish_left_behind
from compoundwatch.pipeline.summary import RunSummary, SourceSummary, summarise
from enrich import Enricher
from index import open_store
from index.store import PostingStore

Report = Callable[[str], None]

_FLAGGED = {"high", "critical"}
_FOUND = {"new", "edited", "returned", "copy"}
_BATCH = 500


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run is done. `at_once` crawls go on at the same time, each on a domain of its own."""

    sources: Sequence[str] = ()
    at_once: int = 4
    debug: bool = False


def run(settings: Settings, options: RunOptions, report: Report) -> RunSummary:
    """Do the whole main job once; `report` is told what is being done.

    Raises ConfigError or UsageError before anything is fetched, CompoundwatchError when another run is going on.
    """
    check_configs(settings)
    sources = choose_sources(settings, options.sources)
    with alone(settings), open_store(settings) as store, opened_database(settings) as engine:
        before = store.last_seq()
        archive = open_archive(settings)
        fetch_erased(archive, settings.var)
        publisher = Publisher(engine, store, Enricher.load(settings), archive)
        summaries = sorted(_crawl_and_publish(settings, publisher, sources, options, report), key=attrgetter("source"))
        lures, links = _found(store, before)
        told = notify(settings, engine, store, now(), report)
    return RunSummary(
        sources=tuple(summaries),
        lures=lures,
        compound_links=links,
        hits=told.hits,
        mails=told.mails,
        mails_waiting=told.mails_waiting,
        mails_failed=told.mails_refused + told.mails_in_doubt,
        mail_problem=told.mail_problem,
        webhooks_waiting=told.webhooks_waiting,
        webhooks_failed=told.webhooks_dead,
        problems=told.problems,
        charts_problem=told.charts_problem,
        telling_exit_code=told.exit_code,
    )


def now() -> datetime:
    """The one place of this job that reads the clock."""
    return datetime.now(UTC)


def _crawl_and_publish(
    settings: Settings, publisher: Publisher, sources: Sequence[SourceConfig], options: RunOptions, report: Report
) -> Iterator[SourceSummary]:
    recovered = publish_left_behind(publisher, now())
    place = publisher.archive.workplace
    planned = [(source, place / new_run_name(source.name, now())) for source in sources]
    report(f"crawling {len(planned)} sources")
    crawls = crawl_all(settings, planned, at_once=options.at_once, debug=options.debug)
    for count, crawl in enumerate(crawls, start=1):
        report(f"{count} of {len(planned)} sources crawled, publishing {crawl.source.name}")
        published = recovered.pop(crawl.source.name, Published())
        if crawl.stats:
            publisher.archive.save(crawl.folder)
            published.merge(publish_in_turn(publisher, crawl.folder.run, now()))
        yield summarise(crawl, published)


def _found(store: PostingStore, before: int) -> tuple[int, int]:
    """Lures and compound links among what is new, edited or back since `before`."""
    lures, links, seen = 0, 0, set[str]()
    while changes := store.since(before, limit=_BATCH):
        before = changes[-1].seq
        for change in changes:
            if change.event in _FOUND and change.posting.id not in seen:
                seen.add(change.posting.id)
                lures += change.posting.risk.level in _FLAGGED
                links += len(change.posting.compounds)
    return lures, links
