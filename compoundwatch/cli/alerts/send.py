"""`compoundwatch alerts send`: rows of the ledger become mails, and mails leave."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import note, print_json, print_table

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def send(json: Json = False) -> None:
    """Write a digest for everyone who is to be told something, and send what is queued."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from alerts.digest.queue import queue_digests
    from alerts.outbox.send import send_queued
    from compoundwatch.config import load_settings
    from compoundwatch.db import open_database

    settings = load_settings()
    engine, at = open_database(settings), datetime.now(UTC)
    queued = queue_digests(engine, settings, at)
    report = send_queued(engine, settings, at)
    row = {"queued": queued, **asdict(report)}
    if json:
        print_json(row)
    else:
        print_table(("queued", "sent", "waiting", "refused", "in doubt"), [list(row.values())[:5]])
        if report.problem:
            note(report.problem)
    if report.problem or report.refused or report.in_doubt:
        raise typer.Exit(1)
