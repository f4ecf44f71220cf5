"""`compoundwatch alerts match`: what changed in the archive becomes rows of the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import note, print_json, print_table

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def match(json: Json = False) -> None:
    """Match what changed since the last time and write who is to be told into the ledger."""
    from datetime import UTC, datetime

    from alerts.matching.match import match_changes
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database
    from index import open_store, query_resolver

    settings = load_settings()
    with opened_database(settings) as engine, open_store(settings) as store:
        report = match_changes(engine, store, settings.alerts(), datetime.now(UTC), gazetteer=query_resolver(settings))
    for name in report.unreadable:
        note(f"the search {name} cannot be understood any more, so it told nothing")
    if json:
        print_json({"changes": report.changes, "hits": report.hits})
    else:
        print_table(("changes", "hits"), [(report.changes, ", ".join(f"{n} {kind}" for kind, n in report.hits.items()) or 0)])
