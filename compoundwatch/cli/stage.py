"""`compoundwatch stage`: single stages of the main job, as a scheduler's tasks call them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from compoundwatch.cli.output import note, print_json

app = typer.Typer(help="Single stages of the main job; each may be run again at any time.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
_FORMATS = ["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]


@app.command()
def crawl(
    source: Annotated[str, typer.Argument(help="Name of a file in configs/spiders, without its ending.")],
    interval: Annotated[datetime, typer.Option(formats=_FORMATS, help="Start of the interval; UTC where it says nothing else.")],
    as_json: Json = False,
) -> int:
    """Crawl one source for one interval into the archive; one that ended well before is not crawled again.

    Exit code 3: the source broke its `expect:`. 4: it refused us. 5: try later.
    """
    from datetime import UTC

    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.stages.crawl import crawl_stage

    start = interval.replace(tzinfo=interval.tzinfo or UTC)
    done = crawl_stage(load_settings(), source, start, note)
    if as_json:
        print_json(done.model_dump(mode="json"))
    else:
        print(done.run or f"{source}: no run was left")
    if done.why:
        note(f"compoundwatch: {source}: {done.why}")
    return done.exit_code


@app.command()
def publish(
    run: Annotated[str, typer.Argument(metavar="SOURCE/START", help="A run, as `stage crawl` named it.")],
    silent: Annotated[bool, typer.Option("--silent", help="Once more, under the present rules; nobody is told.")] = False,
    as_json: Json = False,
) -> int:
    """Enrich and index one run, and whatever its source left unpublished before it. Exit code 1: lines were set aside."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.stages.publish import publish_stage

    done = publish_stage(load_settings(), run, datetime.now(UTC), silent=silent)
    if as_json:
        print_json(asdict(done))
    else:
        changed = ", ".join(f"{count} {event}" for event, count in sorted(done.events.items())) or "nothing changed"
        print(f"{run}: {changed}; {done.rejected} lines set aside")
    return 1 if done.rejected else 0
