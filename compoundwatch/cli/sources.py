"""`compoundwatch sources`: every source and how it stands."""

from __future__ import annotations

from typing import Annotated

import typer


def sources(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> int:
    """List all sources: whether they are watched, when somebody verified them, how their last run ended.

    Exit code 2: a file cannot be read.
    """
    from compoundwatch.archive import open_archive
    from compoundwatch.cli.output import note, print_json
    from compoundwatch.cli.source_tables import listed_json, print_sources
    from compoundwatch.config import load_settings
    from compoundwatch.errors import EXIT_DONE, EXIT_USAGE
    from compoundwatch.pipeline.sourcing.listing import list_sources

    settings = load_settings()
    found = list(list_sources(settings, open_archive(settings)))
    if as_json:
        print_json([listed_json(listed) for listed in found])
    else:
        print_sources(found)
    broken = [listed for listed in found if listed.state == "broken"]
    for listed in broken:
        note(f"compoundwatch: {listed.problem}")
    return EXIT_USAGE if broken else EXIT_DONE
