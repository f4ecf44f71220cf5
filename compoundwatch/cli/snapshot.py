"""`compoundwatch snapshot`: one more page of a source among the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def snapshot(  # noqa: PLR0913, PLR0917 - each is an option of the command
    name: Annotated[str, typer.Argument(metavar="SOURCE", help="Name of a file in configs/spiders, without its ending.")],
    page: Annotated[str, typer.Argument(metavar="URL|FILE", help="The page: an address to ask, or a saved file.")],
    url: Annotated[str | None, typer.Option(help="Of a file: where it was saved from.")] = None,
    status: Annotated[int, typer.Option(min=100, max=599, help="Of a file: the status it came with.")] = 200,
    headers: Annotated[Path | None, typer.Option(help="Of a file: the headers it came with, one `Name: value` a line.")] = None,
    pages: Annotated[Path | None, typer.Option(help="Where saved pages go (default: tests/pages of the checkout).")] = None,
    as_it_is: Annotated[
        bool, typer.Option("--as-it-is", help="Save it with its real words: only where you may publish them.")
    ] = False,
) -> None:
    """Save a page with made-up words, its status and headers, and what the source's YAML reads from it.

    A page of any kind: a robot check or a "not found" is kept with its class, and nothing is read from it.
    """
    from compoundwatch.cli.source_tables import print_snapshot
    from compoundwatch.config import load_settings
    from compoundwatch.errors import UsageError
    from spiders.saved import read_page
    from spiders.sourcing.live_pages import fetch_pages
    from spiders.sourcing.saved_page import pages_folder, save_snapshot

    settings = load_settings()
    source = settings.source(name)
    folder = pages or pages_folder(settings.configs)
    if page.startswith(("http://", "https://")):
        (found,) = fetch_pages(settings, source, page)
    elif url is None:
        raise UsageError("--url is needed: where the file was saved from")
    else:
        found = read_page(Path(page), url, status, headers)
    file = settings.configs / "spiders" / f"{name}.yml"
    print_snapshot(save_snapshot(folder, found, source, file, as_it_is=as_it_is), as_it_is=as_it_is)
