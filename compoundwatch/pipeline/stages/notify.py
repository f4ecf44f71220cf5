"""Everybody told of what changed, as a task that may be tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.errors import EXIT_DONE, EXIT_LATER, CompoundwatchError, TryLater
from compoundwatch.pipeline.notify import NotifyReport, notify
from compoundwatch.pipeline.stages.operators import mail_operators
from index import open_store

Report = Callable[[str], None]


def notify_stage(settings: Settings, at: datetime, report: Report) -> NotifyReport:
    """Do all of `pipeline.notify`, and write to the operators of what failed since the last time.

    Raises TryLater where no mail can be handed over now, CompoundwatchError where a part could not be done; what could be done is
    done then. Single mails that were refused, or that wait, are no failure of the stage.
    """
    with opened_database(settings) as engine:
        mail_operators(engine, settings, at)
        with open_store(settings) as store:
            told = notify(settings, engine, store, at, report)
    _require_done(told)
    return told


def _require_done(told: NotifyReport) -> None:
    problems = "; ".join(told.problems)
    if told.failed_with not in {EXIT_DONE, EXIT_LATER}:
        raise CompoundwatchError(problems)
    if told.failed_with == EXIT_LATER or told.mail_problem:
        raise TryLater(told.mail_problem or problems)
