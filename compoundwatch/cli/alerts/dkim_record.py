"""`compoundwatch alerts dkim-record`: what the DNS must say, so that receivers can check our signatures."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import print_json

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def dkim_record(json: Json = False) -> None:
    """Print the DNS record of each key in app.yml's `mail.dkim`, as it stands in a zone file."""
    from alerts.outbox.dkim import load_signers
    from alerts.outbox.dkim_key import zone_line
    from compoundwatch.config import load_settings
    from compoundwatch.errors import UsageError

    signers = load_signers(load_settings())
    if not signers:
        raise UsageError("no key: expected `mail.dkim` in app.yml (docs/mail.md shows how)")
    if json:
        print_json(
            [{"name": f"{each.selector}._domainkey.{each.domain}", "type": "TXT", "value": each.key.record} for each in signers]
        )
        return
    for each in signers:
        typer.echo(zone_line(each.domain, each.selector, each.key.record))
