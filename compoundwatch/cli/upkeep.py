"""`compoundwatch upkeep [JOB...]`: what an installation needs once a day."""

from __future__ import annotations

from typing import Annotated

import typer

from compoundwatch.cli.output import Progress, note, print_json, print_table


def upkeep(
    jobs: Annotated[list[str] | None, typer.Argument(metavar="[JOB]...", help="Which; all of them by default.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Do jobs of upkeep one after the other: retention, backup, evidence and others; --json names them all. One that fails stops no
    other, and the exit code is that of the worst.
    """
    from datetime import UTC, datetime

    from compoundwatch.config import load_settings
    from compoundwatch.errors import EXIT_FAILED, CompoundwatchError, worst_exit_code
    from compoundwatch.pipeline.upkeep import Done, job_names, load_job

    settings, done, codes = load_settings(), dict[str, Done](), list[int]()
    chosen = {name: load_job(name) for name in jobs or job_names()}
    with Progress() as progress:
        for name, job in chosen.items():
            try:
                done[name] = job(settings, datetime.now(UTC), progress)
            except (CompoundwatchError, OSError) as error:
                note(f"compoundwatch: {name}: {error}")
                codes.append(error.exit_code if isinstance(error, CompoundwatchError) else EXIT_FAILED)
    if json:
        print_json(done)
    else:
        print_table(("job", "what", "value"), [(name, what, value) for name, one in done.items() for what, value in one.items()])
    return worst_exit_code(codes)
