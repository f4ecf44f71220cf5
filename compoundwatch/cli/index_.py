"""`compoundwatch index FILE…`: tagged postings into the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compoundwatch.cli.output import note, print_json, print_table
from compoundwatch.errors import EXIT_FAILED


def index(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="JSONL of tagged postings, as `enrich` writes them.")],
    tell: Annotated[bool, typer.Option("--tell", help="Let saved searches tell subscribers of what is new here.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Store postings so that they can be searched. Nobody is told of them, unless --tell. Bad lines are set aside (exit code 1)."""
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.index_files import index_file, rejected_path
    from index import open_store

    rows, rejected, dead = [], 0, 0
    with open_store(load_settings()) as store:
        for file in files:
            done = index_file(store, file, at=datetime.now(UTC), silent=not tell)
            rejected += done.rejected
            dead += done.written.dead
            counts = {event: done.written.events.get(event, 0) for event in ("new", "copy", "edited", "returned")}
            rest = {"unchanged": done.written.unchanged, "rejected": done.rejected, "dead": done.written.dead}
            rows.append({"file": str(file), **counts, **rest})
            if done.rejected:
                note(f"compoundwatch: {done.rejected} lines were set aside in {rejected_path(file)}")
    if json:
        print_json(rows)
    else:
        print_table(list(rows[0]), [list(row.values()) for row in rows])
    if dead:
        note(f"compoundwatch: the store could not take {dead} postings and keeps them as dead letters: `compoundwatch store retry`")
    if rejected or dead:
        raise typer.Exit(EXIT_FAILED)
