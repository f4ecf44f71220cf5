"""The command line. A module here is a command: its function of the same name, or its `app` of several.

Modules stay thin and import what is heavy inside the function, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from compoundwatch import __version__
from compoundwatch.cli.discovery import add_commands
from compoundwatch.errors import EXIT_FAILED, EXIT_USAGE, CompoundwatchError

# Not commands: shared by them.
_SHARED = {"asking", "check_tables", "discovery", "output", "run_table", "source_tables"}
_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with a code of contract.md; every failure is one line on stderr."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    try:
        code = typer.main.get_command(build_app()).main(
            [word for word in arguments if word != "--debug"], prog_name="compoundwatch", standalone_mode=False
        )
    except (typer.Abort, KeyboardInterrupt):
        code = _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output left (`| head`): not an error, and nothing more may be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except TyperException as error:
        print(f"compoundwatch: {error} (--help shows what is possible)", file=sys.stderr)
        code = EXIT_USAGE
    except Exception as error:
        if debug:
            raise
        code = _explain(error)
    sys.exit(code if isinstance(code, int) else 0)


def _explain(error: Exception) -> int:
    if isinstance(error, CompoundwatchError):
        print(f"compoundwatch: {error}", file=sys.stderr)
        return error.exit_code
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        print(f"compoundwatch: {place}{error.strerror or error}", file=sys.stderr)
        return EXIT_FAILED
    line = " ".join(str(error).split())[:300]
    print(f"compoundwatch: unexpected {type(error).__name__}: {line} (--debug shows where)", file=sys.stderr)
    return EXIT_FAILED


def build_app() -> typer.Typer:
    """All commands under one app, found by their file names."""
    app = typer.Typer(
        name="compoundwatch",
        help="Finds recruitment adverts that point to forced-scam compounds and tells those who can act.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    add_commands(app, __name__, __path__, _SHARED)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"compoundwatch {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback when something fails.")] = False,
) -> None:
    """`--debug` is read in `main`; it stands here so that `--help` shows it."""
