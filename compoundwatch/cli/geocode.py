"""`compoundwatch geocode FILE...`: ask the online geocoder for places that no table knows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compoundwatch.cli.output import Progress, print_json


def geocode(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="JSONL of postings, such as captured.jsonl of run folders.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Ask the geocoder that app.yml switches on for names of places that no table knows; enrichment reads the answers."""
    from dataclasses import asdict

    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.geocode import geocode, read_adverts

    with Progress() as progress:
        report = geocode(load_settings(), read_adverts(files), progress)
    if json:
        print_json(asdict(report))
    else:
        print(f"{report.unknown} names unknown, {report.asked} asked for, {report.found} found")
