"""`compoundwatch pagecheck`: what a saved page is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def pagecheck(
    file: Annotated[Path, typer.Argument(allow_dash=True, help="A saved page; - is stdin.")],
    url: Annotated[str, typer.Option(help="Where the page was fetched from.")],
    status: Annotated[int, typer.Option(min=100, max=599, help="The status it came with.")] = 200,
    headers: Annotated[Path | None, typer.Option(help="The headers it came with, one `Name: value` a line.")] = None,
) -> None:
    """Print the class of a saved page and the reasons for it as JSON."""
    from compoundwatch.cli.output import print_json
    from spiders.pagecheck import check
    from spiders.saved import read_page

    verdict = check(read_page(file, url, status, headers))
    print_json({"class": verdict.page_class, "reasons": verdict.reasons})
