"""`python -m demo --day N` runs the main job over the demo web; `python -m demo serve` only serves it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from compoundwatch.errors import CompoundwatchError
from demo.web import DAYS


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 when the outcome is exactly what the day must give."""
    options = _parser().parse_args(arguments)
    from demo.day import Place
    from demo.serve import serve, serve_tied
    from demo.show import show

    try:
        if options.command != "serve":
            return show(options.day, Place())
        return serve_tied(options.day, options.log) if options.log else serve(options.day)
    except CompoundwatchError as error:
        print(f"demo: {error}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"demo: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    day = argparse.ArgumentParser(add_help=False)
    day.add_argument("--day", type=int, choices=DAYS, default=1, help="the state of the web (default: 1)")
    parser = argparse.ArgumentParser(
        prog="python -m demo", description="The main job over a small made-up web on this machine.", parents=[day]
    )
    commands = parser.add_subparsers(dest="command")
    serving = commands.add_parser("serve", help="only serve the sites, until Ctrl-C", parents=[day])
    serving.add_argument("--log", type=Path, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
