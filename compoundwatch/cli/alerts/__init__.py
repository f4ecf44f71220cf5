"""`compoundwatch alerts`: each module here is one of its commands, found by its file name."""

from __future__ import annotations

import typer

from compoundwatch.cli.discovery import add_commands

app = typer.Typer(help="Saved searches and their digests.", no_args_is_help=True)
add_commands(app, __name__, __path__)
