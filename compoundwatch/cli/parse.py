"""`compoundwatch parse`: the postings of one saved page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def parse(
    names: Annotated[
        list[str], typer.Argument(metavar="[SOURCE] FILE", help="A source of configs/, and a saved page (- is stdin).")
    ],
    url: Annotated[str, typer.Option(help="Where the page was fetched from.")],
    platform: Annotated[str | None, typer.Option(help="In place of SOURCE a platform by name, or `auto` to guess it.")] = None,
) -> None:
    """Print the postings of a saved page as JSON lines. Nothing is fetched; what the page does not say is null."""
    from compoundwatch.cli.output import note, print_json
    from compoundwatch.config import load_settings
    from compoundwatch.errors import UsageError
    from compoundwatch.text import one_line
    from spiders.platforms import guess, load_platform
    from spiders.saved import postings_on, read_page, refuse_unless_content

    if len(names) != (1 if platform else 2):
        raise UsageError("expected SOURCE FILE, or --platform NAME FILE")
    source = None if platform else load_settings().source(names[0])
    reader = load_platform(source.platform) if source else load_platform(platform or "") if platform != "auto" else None
    page = read_page(Path(names[-1]), url)
    refuse_unless_content(page, source, reader)
    found = 0
    for posting in postings_on(page, reader or guess(page), source):
        print_json(posting.model_dump(mode="json"))
        found += 1
    if not found:
        note(f"compoundwatch: no posting on {one_line(url)}")
