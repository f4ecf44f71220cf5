"""Serving the demo web: to people who want to look, and as the child process of a demo run."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

from compoundwatch.errors import CompoundwatchError
from demo.server import file_log, serving
from demo.web import load_web

READY = "ready"


def serve(day: int) -> int:
    """Serve until Ctrl-C, and tell every request."""
    web = load_web(day)
    with serving(web, lambda site, target, status: print(f"{site}: {target} {status}", file=sys.stderr)):
        for site in web.sites.values():
            print(f"{site.origin}/  {site.title}")
        print(f"This is day {day} of the demo web. Ctrl-C stops.", flush=True)
        Event().wait()
    return 0


def serve_tied(day: int, log: Path) -> int:
    """Serve until standard input ends, so that a parent that is killed leaves no server behind.

    The one line on stdout is READY, or else what is wrong.
    """
    try:
        with file_log(log) as write, serving(load_web(day), write):
            print(READY, flush=True)
            sys.stdin.read()
    except CompoundwatchError as error:
        print(error, flush=True)
        return error.exit_code
    return 0
