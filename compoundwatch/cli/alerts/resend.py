"""`compoundwatch alerts resend`: one mail that is in doubt or was refused, once more."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import print_json, print_table


def resend(
    mail_id: Annotated[str, typer.Argument(metavar="MAIL_ID", help="As `alerts list` shows it; its beginning is enough.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Queue a mail again that is in doubt or was refused; the next `alerts send` hands it over.

    A mail in doubt may have arrived: ask the recipient first, where you can.
    """
    from datetime import UTC, datetime

    from alerts.outbox.resend import resend as queue_again
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database

    with opened_database(load_settings()) as engine:
        row = {"mail": queue_again(engine, mail_id, datetime.now(UTC)), "state": "queued"}
    if json:
        print_json(row)
    else:
        print_table(list(row), [list(row.values())])
