"""`compoundwatch alerts allow`: mail to an address again that delivery reports had stopped."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import print_json, print_table

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def allow(
    address: Annotated[str, typer.Argument(help="A mail address that bounced or complained.")],
    why: Annotated[str, typer.Option(help="Who says that mail may go there again, and when; kept with the reports.")],
    json: Json = False,
) -> None:
    """Write again to an address that a hard bounce or a complaint had stopped. A stop that its owner asked for stays."""
    from alerts.outbox.bounces.lifting import lift
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database

    with opened_database(load_settings()) as engine:
        was = lift(engine, address, why)
    if json:
        print_json({"allowed": address, "was": was})
    else:
        print_table(("allowed", "was"), [(address, was)])
