"""`compoundwatch alerts sweep`."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import note, print_json, print_table


def sweep(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Go once more over what changed since the last sweep and tell what was missed; for every night.

    Also tells of adverts that others have tied to a compound since they came in.
    """
    from datetime import UTC, datetime

    from alerts.matching.sweep import sweep as go_over
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database
    from index import open_store, query_resolver

    settings = load_settings()
    with opened_database(settings) as engine, open_store(settings) as store:
        report = go_over(engine, store, settings.alerts(), datetime.now(UTC), gazetteer=query_resolver(settings))
    for name in report.unreadable:
        note(f"the search {name} cannot be understood any more, so it told nothing")
    if json:
        print_json({"hits": report.hits})
    else:
        print_table(("told what was missed",), [(", ".join(f"{n} {kind}" for kind, n in report.hits.items()) or 0,)])
