"""`compoundwatch run`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def run(
    source: Annotated[
        list[str] | None, typer.Option("--source", help="Only this source, enabled or not; may be given again.")
    ] = None,
    at_once: Annotated[int, typer.Option(min=1, max=32, help="Crawls at the same time, each on a domain of its own.")] = 4,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    summary: Annotated[Path | None, typer.Option(help="Write the summary as JSON into this file, too.")] = None,
    debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False,
) -> None:
    """Crawl, enrich, index, match and mail; ends with one table."""
    from compoundwatch.cli.output import Progress, note, print_json
    from compoundwatch.cli.run_table import print_run
    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.run import RunOptions
    from compoundwatch.pipeline.run import run as run_main_job
    from compoundwatch.run_folder import write_whole

    settings = load_settings()
    with Progress() as progress:
        done = run_main_job(settings, RunOptions(sources=tuple(source or ()), at_once=at_once, debug=debug), progress)
    if summary:
        write_whole(summary, done.model_dump_json(indent=1) + "\n")
    if json:
        print_json(done.model_dump(mode="json"))
    else:
        print_run(done, settings)
    for problem in (*done.problems, done.charts_problem):
        if problem:
            note(problem)
    raise typer.Exit(done.exit_code)
