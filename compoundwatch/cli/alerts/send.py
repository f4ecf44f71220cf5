"""`compoundwatch alerts send`: rows of the ledger become mails and webhook calls, and these leave."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import note, print_json, print_table

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def send(json: Json = False) -> None:
    """Write the digests that are due, send the mails that are queued, and make the webhook calls that are due.

    Exit code 1: something was refused, is in doubt or was given up. 5: something waits; try later.
    """
    from dataclasses import asdict
    from datetime import UTC, datetime

    from alerts.digest.queue import queue_digests
    from alerts.outbox.send import send_queued
    from alerts.outlets.webhook import call_webhooks
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database
    from compoundwatch.errors import EXIT_DONE, EXIT_FAILED, EXIT_LATER

    settings = load_settings()
    at = datetime.now(UTC)
    with opened_database(settings) as engine:
        queued = queue_digests(engine, settings, at)
        report = send_queued(engine, settings, at)
        called = call_webhooks(engine, settings, at)
    row = {"queued": queued, **asdict(report)}
    if json:
        print_json({**row, "webhooks": asdict(called)})
    else:
        print_table(("queued", "sent", "waiting", "refused", "in doubt"), [list(row.values())[:5]])
        if any(asdict(called).values()):
            print_table(("webhook calls sent", "waiting", "given up"), [(called.sent, called.waiting, called.dead)])
        if report.problem:
            note(report.problem)
    lost, waits = report.refused + report.in_doubt + called.dead, report.waiting + called.waiting or report.problem
    raise typer.Exit(EXIT_FAILED if lost else EXIT_LATER if waits else EXIT_DONE)
