"""`compoundwatch enrich IN OUT`: tags for postings in a JSONL file."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from compoundwatch.errors import EXIT_FAILED

_EVERY = 200


def enrich(
    source: Annotated[str, typer.Argument(metavar="IN", help="JSONL of postings; - for stdin. Each line needs title or text.")],
    target: Annotated[str, typer.Argument(metavar="OUT", help="JSONL of tagged postings, same order; - for stdout.")],
    jobs: Annotated[int, typer.Option(help="Processes.", min=1, max=256)] = 1,
    drop_unknown: Annotated[bool, typer.Option("--drop-unknown", help="Leave out keys that are no field of a posting.")] = False,
    rejected: Annotated[Path | None, typer.Option(help="Where bad lines go; default OUT.rejected.jsonl.")] = None,
) -> None:
    """Tag postings: language, contacts, places, pay, indicators, compounds, risk. Bad lines are set aside (exit code 1)."""
    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.enrich_files import REJECTED, EnrichOptions, enrich_stream, written_whole
    from enrich import Enricher

    enricher = Enricher.load(load_settings())
    with contextlib.ExitStack() as stack:
        lines = sys.stdin.buffer if source == "-" else stack.enter_context(Path(source).open("rb"))
        if target == "-":
            out, aside = sys.stdout.buffer, rejected
        else:
            out, aside = stack.enter_context(written_whole(Path(target))), rejected or Path(target + REJECTED)
        counts = enrich_stream(enricher, lines, out, aside, EnrichOptions(drop_unknown, jobs, _progress()))
    if counts.rejected:
        place = rejected or f"{target}{REJECTED}"
        print(f"compoundwatch: {counts.rejected} of {counts.read} lines were set aside in {place}", file=sys.stderr)
        raise typer.Exit(EXIT_FAILED)


def _progress() -> Callable[[int], None] | None:
    if not sys.stderr.isatty():
        return None

    def tick(read: int) -> None:
        if read % _EVERY == 0:
            print(f"\r{read} postings", end="", file=sys.stderr, flush=True)

    return tick
