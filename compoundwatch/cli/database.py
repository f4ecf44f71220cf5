"""`compoundwatch database`: which state database it is, and moving it."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import note, print_json, print_table

app = typer.Typer(help="The state database: runs, subscriptions, ledger, outbox.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def check(json: Json = False) -> None:
    """Which database it is, its schema, and how many rows each table holds. Makes it, or brings it up to date, where needed."""
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database
    from compoundwatch.db.overview import count_rows, describe

    with opened_database(load_settings()) as engine:
        facts, rows = describe(engine), count_rows(engine)
    if json:
        print_json({**facts, "rows": rows})
    else:
        print_table(("database", "value"), facts.items())
        print_table(("table", "rows"), rows.items())


@app.command()
def copy(
    source: Annotated[str, typer.Option("--from", metavar="URL", help="sqlite:///FILE or postgresql://USER@HOST/DATABASE.")],
    json: Json = False,
) -> None:
    """Copy every row of another state database into the configured one, which must be empty. All or nothing.

    Stop every job first: what they write to the other database meanwhile is not copied. A password is better not in the URL,
    where other users of the machine see it: libpq reads it from PGPASSWORD or ~/.pgpass.
    """
    from compoundwatch.config import load_settings
    from compoundwatch.db import open_existing, opened_database
    from compoundwatch.db.address import shown
    from compoundwatch.db.copying import copy_state
    from compoundwatch.pipeline.alone import alone

    settings = load_settings()
    old = open_existing(source)
    with alone(settings), opened_database(settings) as new:
        copied = copy_state(old, new)
    old.dispose()
    note(f"{sum(copied.values())} rows were copied from {shown(old.url)} to {shown(new.url)}")
    if json:
        print_json(copied)
    else:
        print_table(("table", "rows"), copied.items())
