"""Runs of two made-up boards on several days, as crawls would have left them, published into whichever store is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from compoundwatch.archive import open_archive
from compoundwatch.archive.run_name import new_run_name
from compoundwatch.config import Settings
from compoundwatch.config.app import AppConfig
from compoundwatch.config.settings import Secrets
from compoundwatch.db import open_database
from compoundwatch.pipeline.publish import Publisher
from compoundwatch.posting import Captured, Evidence, Posting, posting_id
from compoundwatch.run_folder import ContractLine, RunFolder, RunStats, Sighting, SightingOutcome
from enrich import Enricher
from index.store import PostingStore, Revision
from tests.compoundwatch.pipeline.made_up import ADVERTS, LURE, ROOT

START = datetime(2026, 10, 30, 6, tzinfo=UTC)
BROKEN = ContractLine(rule="min_postings", expected="at least 9", got="1", kept=False)


@dataclass(frozen=True)
class Seen:
    """One sighting: of `name`, with new words where the crawl captured it."""

    name: str
    outcome: SightingOutcome
    text: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Crawled:
    """One run: how many hours after the start, of which source, and what it saw."""

    hours: float
    source: str
    seen: Sequence[Seen]
    complete: bool = True
    contract: tuple[ContractLine, ...] = ()


# New, edited, gone by its page, returned, absent twice, a copy under another contact, a shared contact, a broken contract,
# an incomplete run, two months.
HISTORY = (
    Crawled(0, "a", [Seen("lure", "new", LURE), *(Seen(f"plain{number}", "new", ADVERTS[number]) for number in (2, 3, 4))]),
    Crawled(1, "b", [Seen("copy", "new", LURE.replace("made_up_hr", "made_up_other")), Seen("cook", "new", ADVERTS[5])]),
    Crawled(24, "a", [Seen("lure", "changed", LURE.replace("2500", "4000")), Seen("plain2", "unchanged"), Seen("plain3", "gone")]),
    Crawled(25, "b", [Seen("late", "new", ADVERTS[6])], contract=(BROKEN,)),
    Crawled(50, "a", [Seen("lure", "unchanged"), Seen("plain3", "new", ADVERTS[3]), Seen("plain2", "304")]),
    Crawled(51, "b", [Seen("copy", "gone"), Seen("friend", "new", "Typist wanted, free room. Telegram @made_up_hr only")]),
    Crawled(74, "a", [Seen("plain2", "refused")], complete=False),
    Crawled(75, "b", [Seen("copy", "new", LURE.replace("made_up_hr", "made_up_third")), Seen("friend", "unchanged")]),
)


def settings_of(folder: Path, **store: object) -> Settings:
    """An installation without sources: its runs are written by hand."""
    (folder / "configs").mkdir(parents=True)
    app = AppConfig.model_validate({"tables": ROOT / "configs", "cache": ROOT / "var" / "cache", "store": store})
    return Settings(configs=folder / "configs", app=app, secrets=Secrets(), var=folder / "var")


def id_of(source: str, name: str) -> str:
    return posting_id(source, name)


def write_run(runs: Path, crawled: Crawled) -> tuple[RunFolder, RunStats]:
    """The folder of a finished run."""
    started = START + timedelta(hours=crawled.hours)
    folder = RunFolder(runs / new_run_name(crawled.source, started))
    folder.path.mkdir(parents=True, exist_ok=True)
    captured, sightings = [], []
    for second, seen in enumerate(crawled.seen, start=1):
        at = started + timedelta(seconds=second)
        posting = _captured(crawled.source, seen, at) if seen.text else None
        captured += [posting.model_dump_json() + "\n"] if posting else []
        sightings.append(_sighting(crawled.source, seen, at, posting).model_dump_json() + "\n")
    folder.captured.write_text("".join(captured))
    folder.sightings.write_text("".join(sightings))
    stats = RunStats(
        source=crawled.source,
        started=started,
        ended=started + timedelta(minutes=5),
        complete=crawled.complete,
        finish_reason="finished",
        exit_code=3 if crawled.contract else 0,
        contract=crawled.contract,
        postings=len(sightings),
        captured=len(captured),
    )
    folder.write_stats(stats)
    return folder, stats


def _captured(source: str, seen: Seen, at: datetime) -> Captured:
    return Captured(
        id=id_of(source, seen.name),
        source=source,
        native_id=seen.name,
        url=url_of(source, seen.name),
        kind="job",
        title=f"Advert {seen.name}",
        text=seen.text or "",
        fetched_at=at,
        evidence=seen.evidence,
    )


def url_of(source: str, name: str) -> str:
    return f"https://{source}.example/{name}"


def _sighting(source: str, seen: Seen, at: datetime, posting: Captured | None) -> Sighting:
    return Sighting(
        id=id_of(source, seen.name),
        url=url_of(source, seen.name),
        outcome=seen.outcome,
        status=410 if seen.outcome == "gone" else 200,
        at=at,
        content_hash=posting.content_hash() if posting else hashlib.sha256(seen.name.encode()).hexdigest(),
    )


def live(settings: Settings, store: PostingStore, enricher: Enricher, history: Sequence[Crawled] = HISTORY) -> None:
    """Publish the history run by run, each a little after it ended, as the main job does."""
    engine = open_database(settings)
    publisher = Publisher(engine, store, enricher, open_archive(settings))
    for crawled in history:
        folder, stats = write_run(settings.runs, crawled)
        publisher.archive.save(folder)
        publisher.publish(folder.run, stats.ended + timedelta(seconds=1, microseconds=17))
    engine.dispose()


def contents(store: PostingStore) -> dict[str, tuple[Posting, list[Revision], str]]:
    """Everything a reader can learn of every posting: record, revisions, and what its id is called as a campaign."""
    return {posting.id: (posting, store.revisions(posting.id), store.campaign(posting.id)) for posting in store.all()}
