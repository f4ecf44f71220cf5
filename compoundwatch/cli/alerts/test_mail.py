"""`compoundwatch alerts test-mail`: whether mails leave, before the first alert has to."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import print_json, print_table

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def test_mail(
    address: Annotated[str, typer.Argument(help="Where to; yours, to see what arrives.")],
    json: Json = False,  # noqa: PT028 (a command, not a test)
) -> None:
    """Send one mail without any alert to an address, with the headers and signatures that digests bear."""
    from datetime import UTC, datetime

    from alerts.outbox.trial import send_trial
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database

    settings = load_settings()
    with opened_database(settings) as engine:
        outcome = send_trial(engine, settings, address, datetime.now(UTC))
    row = {"to": address, "state": outcome.result, "said": outcome.why}
    if json:
        print_json(row)
    else:
        print_table(list(row), [list(row.values())])
    if outcome.result != "sent":
        raise typer.Exit(1)
