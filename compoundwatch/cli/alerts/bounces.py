"""`compoundwatch alerts bounces`: delivery reports from a pipe, a file, a Maildir or a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compoundwatch.cli.output import print_json, print_table

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_PIPE = "-"


def bounces(
    source: Annotated[
        str | None,
        typer.Argument(metavar="[FILE|FOLDER|-]", help="A message, an mbox, a Maildir, a folder, or - for standard input."),
    ] = None,
    json: Json = False,
) -> None:
    """Read delivery reports about our mails and stop those whose address is gone or who complained. By default `mail.reports`."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from alerts.outbox.bounces import read_reports
    from alerts.outbox.bounces.incoming import from_path, from_pipe
    from alerts.outbox.bounces.reading import obey
    from compoundwatch.config import load_settings
    from compoundwatch.db import opened_database
    from compoundwatch.errors import UsageError

    settings, at = load_settings(), datetime.now(UTC)
    if source is None and settings.reports is None:
        raise UsageError("expected a file, a folder or - (standard input), or `mail.reports` in app.yml")
    with opened_database(settings) as engine:
        if source is None:
            counts = read_reports(engine, settings, at)
        else:
            counts = obey(engine, from_pipe() if source == _PIPE else from_path(Path(source)), at)
    row = asdict(counts)
    if json:
        print_json(row)
    else:
        print_table([name.replace("_", " ") for name in row], [list(row.values())])
