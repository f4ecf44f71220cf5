"""`compoundwatch alerts webhook-retry`: calls that were given up, once more."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import print_json, print_table


def webhook_retry(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="As `alerts list` names it.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Queue the webhook calls of a saved search again that were given up; the next `alerts send` makes them.

    Also when the receiver had answered that it wants no more (410).
    """
    from datetime import UTC, datetime

    from alerts.outlets.calls import retry_dead
    from alerts.subscriptions.named import named_alert
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database

    settings = load_settings()
    with opened_database(settings) as engine:
        with engine.connect() as connection:
            named_alert(connection, settings, alert)
        row = {"alert": alert, "queued": retry_dead(engine, alert, datetime.now(UTC))}
    if json:
        print_json(row)
    else:
        print_table(list(row), [list(row.values())])
