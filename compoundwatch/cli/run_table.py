"""The one table that `compoundwatch run` ends with, and where to look next."""

from __future__ import annotations

from compoundwatch.archive import open_archive
from compoundwatch.cli.output import print_table
from compoundwatch.config import Settings
from compoundwatch.pipeline.summary import RunSummary, SourceSummary

_COLUMNS = ("source", "outcome", "pages", "postings", "new", "edited", "gone", "returned", "copies", "blocked", "contract", "why")


def print_run(done: RunSummary, settings: Settings) -> None:
    """Source by source, then what was found, then where it lies."""
    print_table(_COLUMNS, [_row(source) for source in done.sources])
    print(f"lures found: {done.lures}    compound links: {done.compound_links}    hits: {done.hits}    mails written: {done.mails}")
    if done.mails_waiting or done.mails_failed:
        problem = f": {done.mail_problem}" if done.mail_problem else ""
        print(f"mails waiting: {done.mails_waiting}    refused or in doubt: {done.mails_failed}{problem}")
    if done.webhooks_waiting or done.webhooks_failed:
        print(f"webhook calls waiting: {done.webhooks_waiting}    given up: {done.webhooks_failed}")
    print(f"\nmails      {settings.outbox if settings.app.mail.transport == 'eml' else settings.app.mail.smtp_host}")
    print(f"pages      {open_archive(settings)}")
    print("search     compoundwatch search 'level:high OR level:critical'")
    print("one        compoundwatch show ID; compoundwatch explain ID; compoundwatch evidence ID")


def _row(source: SourceSummary) -> tuple[object, ...]:
    return (
        source.source,
        source.outcome,
        source.pages,
        source.postings,
        source.new,
        source.edited,
        source.gone,
        source.returned,
        source.copies,
        source.blocked,
        "kept" if source.contract_kept else "broken" if source.outcome == "contract_broken" else "not reached",
        source.why,
    )
