"""`compoundwatch alerts list`: where each saved search stands."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import print_json, print_table

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def list_(json: Json = False) -> None:
    """List the saved searches, what each has told, the mails that did not leave and the webhook calls that were given up."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from alerts.outlets.calls import dead_calls
    from alerts.subscriptions.overview import standings, stuck_mails
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database

    settings = load_settings()
    with opened_database(settings) as engine, engine.connect() as connection:
        alerts, mails = standings(connection, settings.alerts(), datetime.now(UTC)), stuck_mails(connection)
        calls = [asdict(call) for call in dead_calls(connection)]
    rows = [
        {
            "alert": each.alert.name,
            "to": each.alert.email,
            "state": each.state,
            "min_level": each.alert.min_level,
            "query": each.alert.query,
            "rate": each.alert.rate,
            "next_digest": each.next_digest,
            "told": each.told,
            "waiting": each.waiting,
            "last_told": each.last_told,
        }
        for each in alerts
    ]
    if json:
        print_json({"alerts": rows, "mails": [asdict(mail) for mail in mails], "webhook_calls": calls})
        return
    print_table(list(rows[0]) if rows else ("alert",), [list(row.values()) for row in rows])
    if mails:
        stuck = [list(asdict(mail).values()) for mail in mails]
        print_table(("mail", "to", "state", "created", "why"), stuck, title="Mails that did not leave")
    if calls:
        print_table(
            ("call", "alert", "created", "tries", "why"), [list(call.values()) for call in calls], title="Webhook calls given up"
        )
