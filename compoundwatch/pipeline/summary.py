"""What one run of the main job did: the numbers of its table, in the shape `--json` prints."""

from __future__ import annotations

from typing import Literal

from compoundwatch.errors import EXIT_CONTRACT, EXIT_DONE, EXIT_FAILED, EXIT_LATER, EXIT_REFUSED, worst_exit_code
from compoundwatch.pipeline.crawl_process import Crawl
from compoundwatch.pipeline.publish import Published
from compoundwatch.posting import Record

Outcome = Literal["ok", "contract_broken", "refused", "try_later", "failed"]

_OUTCOMES: dict[int, Outcome] = {
    EXIT_DONE: "ok",
    EXIT_CONTRACT: "contract_broken",
    EXIT_REFUSED: "refused",
    EXIT_LATER: "try_later",
}


_BLOCKING = ("blocked", "login", "consent")


class SourceSummary(Record):
    """One source: what was seen on the web and what it changed in the archive. `pages` counts answers of every status."""

    source: str
    title: str
    exit_code: int
    pages: int = 0
    postings: int = 0
    new: int = 0
    edited: int = 0
    gone: int = 0
    returned: int = 0
    copies: int = 0
    blocked: int = 0
    rejected: int = 0
    contract_kept: bool = False
    why: str | None = None
    outcome: Outcome = "failed"


class RunSummary(Record):
    """The whole run. `lures` are new or edited postings of level high or critical, `compound_links` all their links.

    `mails` were written in this run; `mails_waiting` are tried again later, `mails_failed` were refused or are in doubt, and
    `mail_problem` says why nothing could be handed over at all. `webhooks_failed` calls were given up. `problems` name what else
    could not be done for those who are to be told, `charts_problem` says why nothing was copied for charts.
    """

    sources: tuple[SourceSummary, ...] = ()
    lures: int = 0
    compound_links: int = 0
    hits: int = 0
    mails: int = 0
    mails_waiting: int = 0
    mails_failed: int = 0
    mail_problem: str | None = None
    webhooks_waiting: int = 0
    webhooks_failed: int = 0
    problems: tuple[str, ...] = ()
    charts_problem: str | None = None
    telling_exit_code: int = EXIT_DONE

    @property
    def exit_code(self) -> int:
        """The worst of the sources' codes and of `telling_exit_code`, by the order of contract.md."""
        return worst_exit_code([self.telling_exit_code, *(source.exit_code for source in self.sources)])


def outcome_of(exit_code: int) -> Outcome:
    """How a crawl ended, in a word."""
    return _OUTCOMES.get(exit_code, "failed")


def summarise(crawl: Crawl, published: Published) -> SourceSummary:
    """One line of the table."""
    stats, events = crawl.stats, published.events
    code = worst_exit_code([crawl.exit_code, EXIT_FAILED]) if published.rejected else crawl.exit_code
    return SourceSummary(
        source=crawl.source.name,
        title=crawl.source.title,
        outcome=outcome_of(crawl.exit_code),
        exit_code=code,
        pages=stats.pages if stats else 0,
        postings=stats.postings if stats else 0,
        new=events.get("new", 0),
        edited=events.get("edited", 0),
        gone=events.get("gone", 0),
        returned=events.get("returned", 0),
        copies=events.get("copy", 0),
        blocked=sum(stats.pages_by_class.get(name, 0) for name in _BLOCKING) if stats else 0,
        rejected=published.rejected,
        contract_kept=bool(stats and stats.contract and stats.contract_kept),
        why=crawl.why,
    )
