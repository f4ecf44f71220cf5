"""`compoundwatch alerts log`."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Annotated

import typer

from compoundwatch.cli.output import print_csv, print_json, print_table

_FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


def log(
    since: Annotated[datetime | None, typer.Option(formats=_FORMATS, help="Told then or later, UTC.")] = None,
    state: Annotated[
        str | None,
        typer.Option(help="Only what is now waiting, no_mail (feed or webhook alone), queued, sent, refused, in_doubt or bounced."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most rows printed, the newest first.")] = 100,
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List what was told to whom, and what became of it."""
    from alerts.matching.deliveries import Delivery, deliveries
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database

    begin = since.replace(tzinfo=UTC) if since else None
    with opened_database(load_settings()) as engine, engine.connect() as connection:
        rows = (asdict(row) for row in deliveries(connection, since=begin, state=state, limit=limit))
        columns = [field.name for field in fields(Delivery)]
        if json:
            for row in rows:
                print_json(row)
        elif csv:
            print_csv(columns, (list(row.values()) for row in rows))
        else:
            shown = ("told_at", "subscriber", "alert", "kind", "posting_id", "source", "state")
            print_table([name.replace("_", " ") for name in shown], ([row[name] for name in shown] for row in rows))
