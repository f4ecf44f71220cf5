"""The main job: crawl, enrich, index, match, mail. Safe to be killed at any moment and to be run again.

Nothing is passed on before it lies on disk: a crawl's run folder is renamed when whole, indexing the same folder again
changes nothing, what is known of a source is written only once its postings are in the index, and a mail is in the
ledger before it is sent. So every stage here may simply be done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

from alerts.digest.queue import queue_digests
from alerts.matching.match import match_changes
from alerts.outbox.send import send_queued
from compoundwatch.config import Settings, SourceConfig
from compoundwatch.db import open_database
from compoundwatch.pipeline.alone import alone
from compoundwatch.pipeline.crawls import Crawl, crawl_all
from compoundwatch.pipeline.mirror import mirror
from compoundwatch.pipeline.preflight import check_configs, choose_sources
from compoundwatch.pipeline.publish import Published, Publisher
from compoundwatch.pipeline.recover import publish_left_behind
from compoundwatch.pipeline.summary import RunSummary, SourceSummary, summarise
from compoundwatch.run_folder import new_run_path
from enrich import Enricher
from index import open_store, query_resolver
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
    with alone(settings), open_store(settings) as store:
        engine = open_database(settings)
        before = store.last_seq()
        publisher = Publisher(engine, store, Enricher.load(settings))
        summaries = sorted(_crawl_and_publish(settings, publisher, sources, options, report), key=attrgetter("source"))
        report("matching and mailing")
        lures, links = _found(store, before)
        hits = match_changes(engine, store, settings.alerts(), now(), gazetteer=query_resolver(settings)).total
        mails = queue_digests(engine, settings, now())
        sent = send_queued(engine, settings, now())
        charts_problem = mirror(settings, engine)
    return RunSummary(
        sources=tuple(summaries),
        lures=lures,
        compound_links=links,
        hits=hits,
        mails=mails,
        mails_waiting=sent.waiting,
        mails_failed=sent.refused + sent.in_doubt,
        mail_problem=sent.problem,
        charts_problem=charts_problem,
    )


def now() -> datetime:
    """The one place of this job that reads the clock."""
    return datetime.now(UTC)


def _crawl_and_publish(
    settings: Settings, publisher: Publisher, sources: Sequence[SourceConfig], options: RunOptions, report: Report
) -> Iterator[SourceSummary]:
    recovered = publish_left_behind(publisher, settings.runs, now())
    planned = [(source, new_run_path(settings.runs, source.name, now())) for source in sources]
    report(f"crawling {len(planned)} sources")
    crawls = crawl_all(settings, planned, at_once=options.at_once, debug=options.debug)
    for count, crawl in enumerate(crawls, start=1):
        report(f"{count} of {len(planned)} sources crawled, publishing {crawl.source.name}")
        published = recovered.pop(crawl.source.name, Published())
        if crawl.stats:
            published.merge(_publish(publisher, crawl))
        yield summarise(crawl, published)


def _publish(publisher: Publisher, crawl: Crawl) -> Published:
    assert crawl.stats is not None
    publisher.register(crawl.folder, crawl.stats)
    return publisher.publish(crawl.folder, crawl.stats, now())


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
