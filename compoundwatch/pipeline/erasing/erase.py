"""Erase postings for good: store, ledger and mails, run folders, and the records of their pages.

First everything is looked up and written down as a plan; then each place is cleared; then the files that keep freed room are
written anew. Cut off at any moment, the next call sees the plan through.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from alerts.outbox.forget import Forgotten, forget_posting
from compoundwatch import db
from compoundwatch.archive import RunArchive, open_archive
from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.erased import ErasedEntry, Reason, log_erased
from compoundwatch.errors import UsageError
from compoundwatch.pipeline.alone import alone_everywhere
from compoundwatch.pipeline.erased_everywhere import fetch_erased, share_erased
from compoundwatch.pipeline.erasing.filler import overwrite
from compoundwatch.pipeline.erasing.plan import Plan, close_plan, make_plan, open_plans, write_plan
from compoundwatch.pipeline.erasing.run_files import drop_lines, runs_of
from compoundwatch.pipeline.killed_crawls import close_killed_runs
from index import open_store, upkeep
from index.lookup import looks_like_id
from index.store import PostingStore

Report = Callable[[str], None]
_FULL_ID = 32
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be erased and why. `with_shared_pages`: also pages that are the evidence of other postings."""

    ids: Sequence[str]
    why: Reason
    at: datetime
    with_shared_pages: bool = False


@dataclass(slots=True)
class Erased:
    """What was done. `orphaned`: other postings whose evidence went with it. `copies`: backups that may still hold it."""

    postings: int = 0
    pages: int = 0
    lines: int = 0
    told: int = 0
    mails: int = 0
    orphaned: int = 0
    copies: tuple[Path, ...] = ()


def erase(settings: Settings, request: Request, report: Report) -> Erased:
    """Erase the postings of a request, and whatever an earlier one left half done.

    Raises UsageError, before anything is touched, for an id that nothing is known of and for a page that is the evidence of
    other postings; EvidenceError, StoreError, CompoundwatchError when another job is at work.
    """
    archive = open_archive(settings)
    with opened_database(settings) as engine, alone_everywhere(settings, engine), open_store(settings) as store:
        fetch_erased(archive, settings.var)
        close_killed_runs(archive)
        plans = [_plan(archive, store, posting_id, request) for posting_id in dict.fromkeys(request.ids)]
        _refuse_shared(plans, request)
        for plan in plans:
            write_plan(settings.var, plan)
        return _follow(_Places(settings, store, engine, archive), report)


def _plan(archive: RunArchive, store: PostingStore, posting_id: str, request: Request) -> Plan:
    """By the beginning of an id where the store holds it; whole ids are looked for in all run folders."""
    if not looks_like_id(posting_id):
        raise UsageError(f"{posting_id[:60]!r} is no id: expected 8 to 32 hex digits")
    found = store.find(posting_id)
    if len(found) > 1:
        raise UsageError(f"several ids begin with {posting_id}; give more digits of it")
    posting = store.get(found[0]) if found else None
    if posting is None and len(posting_id) < _FULL_ID:
        raise UsageError(f"no posting with the id {posting_id} is stored; to search the run folders give all {_FULL_ID} digits")
    whole, source = (posting.id, posting.source) if posting else (posting_id.lower(), "*")
    plan = make_plan(archive, whole, source, request.why, request.at)
    if plan is None and posting is None:
        raise UsageError(f"no posting with the id {posting_id}, neither stored nor in a run folder")
    return plan or Plan(id=whole, source=source, why=request.why, at=request.at)


def _refuse_shared(plans: Sequence[Plan], request: Request) -> None:
    going = {plan.id for plan in plans}
    for plan in plans:
        others = sorted(plan.shared - going)
        if others and not request.with_shared_pages:
            named = ", ".join(others[:_NAMED]) + (" …" if len(others) > _NAMED else "")
            raise UsageError(
                f"a page of {plan.id} is also the evidence of {len(others)} other postings ({named});"
                " --with-shared-pages erases it for them too"
            )


@dataclass(frozen=True, slots=True)
class _Places:
    """Where postings lie."""

    settings: Settings
    store: PostingStore
    engine: Engine
    archive: RunArchive


def _follow(places: _Places, report: Report) -> Erased:
    settings, archive = places.settings, places.archive
    done, plans = Erased(), open_plans(settings.var)
    going = {plan.id for plan in plans}
    for plan in plans:
        report(f"erasing {plan.id}")
        places.store.erase(plan.id, at=plan.at)
        log_erased(settings.var, ErasedEntry(id=plan.id, at=plan.at, why=plan.why))
        share_erased(archive, settings.var)
        _count(done, plan, going, forget_posting(places.engine, settings, plan.id, plan.at))
        done.lines += sum(drop_lines(archive, run, plan.id, list(plan.urls)) for run in runs_of(archive, plan.source))
        _overwrite_pages(archive, plan)
    report("writing files anew")
    db.scrub(places.engine)
    done.copies = upkeep.scrub(settings, places.store, sorted(going))
    for plan in plans:
        close_plan(settings.var, plan)
    return done


def _count(done: Erased, plan: Plan, going: set[str], forgotten: Forgotten) -> None:
    done.postings += 1
    done.pages += len(plan.pages)
    done.told += forgotten.rows
    done.mails += forgotten.mails
    done.orphaned += len(plan.shared - going)


def _overwrite_pages(archive: RunArchive, plan: Plan) -> None:
    for page in plan.pages:
        run, _, name = page.warc.rpartition("/")
        with archive.open(run, [name]) as folder:
            handle = os.open(folder.path / name, os.O_RDWR)
            try:
                for span in page.spans:
                    overwrite(handle, span.offset, span.length, plan.at)
            finally:
                os.close(handle)
            archive.save(folder, [name])
