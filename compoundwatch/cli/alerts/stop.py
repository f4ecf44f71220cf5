"""`compoundwatch alerts stop`: no more mail."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import print_json, print_table

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def stop(
    whom: Annotated[str, typer.Argument(metavar="ALERT", help="Name of a saved search, or a mail address for all that it gets.")],
    why: Annotated[str, typer.Option(help="Who asked, and when; kept with it.")] = "asked to stop",
    json: Json = False,
) -> None:
    """Stop a saved search, or all that goes to an address (mails, feeds, webhooks), for good."""
    from datetime import UTC, datetime

    from alerts.subscriptions.active import stop as record
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database

    settings = load_settings()
    with opened_database(settings) as engine:
        subscriber, alert = record(engine, settings.alerts(), whom, why, datetime.now(UTC))
    if json:
        print_json({"subscriber": subscriber, "alert": alert or None})
    else:
        print_table(("stopped", "to"), [(alert or "everything", subscriber)])
