"""`compoundwatch review`: an analyst's decision on a posting."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from compoundwatch.cli.output import note, print_json, print_table


class Decision(StrEnum):
    wrong = "wrong"
    confirmed = "confirmed"
    unsure = "unsure"


def review(
    posting_id: Annotated[str, typer.Argument(metavar="ID", help="The posting; 8 digits of its id are enough.")],
    decision: Annotated[Decision, typer.Option("--as", help="What the flag was.")],
    why: Annotated[str, typer.Option(help="The reason; with `wrong` it is told to everyone who was told of the posting.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Record a decision on a posting. `wrong` sends a correction to all who were told of it."""
    from datetime import UTC, datetime

    from alerts.digest.queue import queue_digests
    from alerts.matching.retraction import record_review
    from alerts.outbox.send import send_queued
    from alerts.subscriptions.active import load_subscriptions
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database
    from compoundwatch.errors import UsageError
    from compoundwatch.pipeline.mirror import mirror
    from index import open_store

    settings = load_settings()
    with open_store(settings) as store:
        found = store.find(posting_id)
    if len(found) != 1:
        raise UsageError(f"{len(found) or 'no'} posting{'s' if len(found) > 1 else ''} with an id that begins {posting_id!r}")
    at, problem = datetime.now(UTC), None
    with opened_database(settings) as engine:
        with engine.connect() as connection:
            active = load_subscriptions(connection, settings.alerts())
        corrected = record_review(engine, found[0], decision.value, why, at, feeds=active.told_by("feed"))
        if corrected:
            queue_digests(engine, settings, at)
            problem = send_queued(engine, settings, at).problem
        charts_problem = mirror(settings, engine)
    row = {"id": found[0], "decision": decision.value, "corrections": corrected}
    if json:
        print_json(row)
    else:
        print_table(list(row), [list(row.values())])
    if charts_problem:
        note(charts_problem)
    if problem:
        note(problem)
        raise typer.Exit(1)
