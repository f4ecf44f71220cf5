"""`compoundwatch alerts feed`: the Atom feed of a saved search."""

from __future__ import annotations

from typing import Annotated

import typer


def feed(alert: Annotated[str, typer.Argument(metavar="ALERT", help="As `alerts list` names it.")]) -> None:
    """Write the Atom feed of a saved search to standard output: `alerts feed ALERT > file.atom`."""
    import sys
    from datetime import UTC, datetime

    from alerts.outlets.atom import write_feed
    from alerts.subscriptions.named import named_alert
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database, writing

    settings = load_settings()
    # The installation's key is made when it is asked for the first time.
    with opened_database(settings) as engine, writing(engine) as connection:
        written = write_feed(connection, named_alert(connection, settings, alert), settings, datetime.now(UTC))
    sys.stdout.buffer.write(written + b"\n")
