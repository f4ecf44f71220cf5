"""`compoundwatch crawl`: one source into a run folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compoundwatch.cli.output import note, print_json


def crawl(
    source: Annotated[str, typer.Argument(help="Name of a file in configs/spiders, without its ending.")],
    out: Annotated[Path, typer.Option("--out", help="The run folder to make; it must not be there yet.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the run's stats as JSON.")] = False,
) -> int:
    """Crawl one source into a run folder.

    Exit code 3: the source broke its `expect:`. 4: it refused us. 5: try later.
    """
    from compoundwatch.config import load_settings
    from spiders.crawl import crawl as crawl_source

    settings = load_settings()
    stats = crawl_source(settings, settings.source(source), out)
    if as_json:
        print_json(stats.model_dump(mode="json"))
    else:
        whole = "whole list seen" if stats.complete else f"list not seen whole ({stats.finish_reason})"
        print(f"{source}: {stats.pages} pages, {stats.postings} postings, {stats.captured} captured, {whole}")
    if stats.why:
        note(f"compoundwatch: {source}: {stats.why}")
    return stats.exit_code
