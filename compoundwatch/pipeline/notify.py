"""From what changed in the archive to everybody who is to be told: the second half of a run, and a job of its own.

Each stage can be done again at any time, and nothing is told twice by that. Stages are independent: where one fails its reason is
kept, and the others go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine

from alerts.digest.queue import queue_digests
from alerts.matching.match import MatchReport, match_changes
from alerts.matching.sources import tell_sources
from alerts.outbox.bounces import ReportCounts, read_reports
from alerts.outbox.send import SendReport, send_queued
from alerts.outlets.webhook import WebhookReport, call_webhooks
from alerts.subscriptions.upkeep import forget_unconfirmed
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.errors import EXIT_DONE, EXIT_FAILED, EXIT_LATER, CompoundwatchError, worst_exit_code
from compoundwatch.pipeline.mirror import mirror
from compoundwatch.posting import Record
from index import query_resolver
from index.store import PostingStore

Report = Callable[[str], None]
Done = TypeVar("Done")


class NotifyReport(Record):
    """What one notifying did. `mails` were written now; `waiting` ones are tried again later. `stopped_by_reports` are delivery
    reports after which nobody is written to any more: a dead address, a complaint, a wish.

    `problems` say which stage failed and why, `charts_problem` why nothing was copied for charts: neither stopped another stage.
    """

    changes: int = 0
    hits: int = 0
    mails: int = 0
    mails_sent: int = 0
    mails_waiting: int = 0
    mails_refused: int = 0
    mails_in_doubt: int = 0
    mail_problem: str | None = None
    stopped_by_reports: int = 0
    webhooks_sent: int = 0
    webhooks_waiting: int = 0
    webhooks_dead: int = 0
    problems: tuple[str, ...] = ()
    charts_problem: str | None = None
    failed_with: int = EXIT_DONE

    @property
    def exit_code(self) -> int:
        """1 where something was refused, is in doubt or failed; 5 where something only waits (contract.md)."""
        lost = self.mails_refused + self.mails_in_doubt + self.webhooks_dead
        waits = self.mails_waiting + self.webhooks_waiting or self.mail_problem
        return worst_exit_code([self.failed_with, EXIT_FAILED if lost else EXIT_DONE, EXIT_LATER if waits else EXIT_DONE])


def notify(settings: Settings, engine: Engine, store: PostingStore, at: datetime, report: Report) -> NotifyReport:
    """Read delivery reports, match what changed, write the mails that are due, send, call webhooks, copy for charts.

    `report` is told what is being done. What a stage can meet outside (CompoundwatchError, OSError) is in the answer, not raised.
    """
    stages = _Stages(report)
    # First: whoever cannot be reached, or complained, is not written to again.
    read = stages.attempt("reading delivery reports", lambda: read_reports(engine, settings, at), ReportCounts())
    matched = stages.attempt("matching", lambda: _match(settings, engine, store, at), MatchReport())
    noticed = stages.attempt("telling of sources", lambda: _tell_sources(settings, engine, at), Counter[str]())
    stages.attempt("forgetting what was not confirmed", lambda: _forget(engine, at), None)
    mails = stages.attempt("writing mails", lambda: queue_digests(engine, settings, at), 0)
    sent = stages.attempt("sending mails", lambda: send_queued(engine, settings, at), SendReport())
    called = stages.attempt("calling webhooks", lambda: call_webhooks(engine, settings, at), WebhookReport())
    charts_problem = stages.attempt("copying for charts", lambda: mirror(settings, engine), None)
    return NotifyReport(
        changes=matched.changes,
        hits=matched.total + noticed.total(),
        mails=mails,
        mails_sent=sent.sent,
        mails_waiting=sent.waiting,
        mails_refused=sent.refused,
        mails_in_doubt=sent.in_doubt,
        mail_problem=sent.problem,
        stopped_by_reports=read.hard + read.complaint + read.stop,
        webhooks_sent=called.sent,
        webhooks_waiting=called.waiting,
        webhooks_dead=called.dead,
        problems=(*stages.problems, *(f"saved search {name} cannot be understood any more" for name in matched.unreadable)),
        charts_problem=charts_problem,
        failed_with=worst_exit_code(stages.codes),
    )


def _match(settings: Settings, engine: Engine, store: PostingStore, at: datetime) -> MatchReport:
    return match_changes(engine, store, settings.alerts(), at, gazetteer=query_resolver(settings))


def _tell_sources(settings: Settings, engine: Engine, at: datetime) -> Counter[str]:
    return tell_sources(engine, settings.sources(), settings.alerts(), at)


def _forget(engine: Engine, at: datetime) -> None:
    with db.writing(engine) as connection:
        forget_unconfirmed(connection, at)


class _Stages:
    """Does one stage after the other and keeps the reasons of those that failed."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.problems: list[str] = []
        self.codes: list[int] = []

    def attempt(self, name: str, stage: Callable[[], Done], without: Done) -> Done:
        """What the stage gives; `without` where it failed."""
        self._report(name)
        try:
            return stage()
        except (CompoundwatchError, OSError) as error:
            self.problems.append(f"{name}: {error}")
            self.codes.append(error.exit_code if isinstance(error, CompoundwatchError) else EXIT_FAILED)
            return without
