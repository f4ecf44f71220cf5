"""`compoundwatch campaigns IN OUT`: near-duplicates among the adverts of a JSONL file."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from compoundwatch.errors import EXIT_FAILED


def campaigns(
    source: Annotated[str, typer.Argument(metavar="IN", help="JSONL of adverts, oldest first, enriched or not; - for stdin.")],
    target: Annotated[str, typer.Argument(metavar="OUT", help="JSONL of {id, campaign}, same order; - for stdout.")],
    rejected: Annotated[Path | None, typer.Option(help="Where bad lines go; default OUT.rejected.jsonl.")] = None,
) -> None:
    """Group adverts that are near-duplicates, whatever contacts, emoji, spacing or Chinese script they were given."""
    from compoundwatch.errors import UsageError
    from compoundwatch.pipeline.campaign_files import write_campaigns
    from compoundwatch.pipeline.enrich_files import REJECTED, written_whole
    from compoundwatch.pipeline.read_lines import Rejects

    if target == "-" and rejected is None:
        raise UsageError("with OUT as - say where bad lines go: --rejected FILE")
    rejects = Rejects(rejected or Path(target + REJECTED))
    with contextlib.ExitStack() as stack:
        lines = sys.stdin.buffer if source == "-" else stack.enter_context(Path(source).open("rb"))
        out = sys.stdout.buffer if target == "-" else stack.enter_context(written_whole(Path(target)))
        write_campaigns(lines, out, rejects)
    if rejects.count:
        print(f"compoundwatch: {rejects.count} lines were set aside in {rejects.path}", file=sys.stderr)
        raise typer.Exit(EXIT_FAILED)
