"""`compoundwatch check`: a source live, without publishing anything; or how all of them have gone."""

from __future__ import annotations

from typing import Annotated

import typer


def check(
    source: Annotated[str | None, typer.Argument(help="Name of a file in configs/spiders; without it, the history of all.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most postings shown.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Crawl a source and show what would be published, its contract beside the runs before, and bounds for `expect:`.

    Nothing is published or kept. Exit code 3: the contract is broken. 4: the source refused us. 5: try later. Without
    SOURCE nothing is fetched, and the code is that of the worst last run of the sources that are on.
    """
    return _check_all(as_json=as_json) if source is None else _check_one(source, limit, as_json=as_json)


def _check_one(name: str, limit: int, *, as_json: bool) -> int:
    from datetime import UTC, datetime

    from compoundwatch.cli.check_tables import checked_json, print_checked
    from compoundwatch.cli.output import Progress, note, print_json
    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.sourcing.check import check_source

    with Progress() as progress:
        checked = check_source(load_settings(), name, datetime.now(UTC), most=limit, tell=progress)
    if as_json:
        print_json(checked_json(checked))
    else:
        print_checked(checked)
    if checked.why:
        note(f"compoundwatch: {name}: {checked.why}")
    return checked.exit_code


def _check_all(*, as_json: bool) -> int:
    from compoundwatch.archive import open_archive
    from compoundwatch.cli.check_tables import history_json, print_histories
    from compoundwatch.cli.output import print_json
    from compoundwatch.config import load_settings
    from compoundwatch.errors import EXIT_USAGE, worst_exit_code
    from compoundwatch.pipeline.sourcing.history import load_history
    from compoundwatch.pipeline.sourcing.listing import list_sources

    settings = load_settings()
    archive = open_archive(settings)
    found = [(listed, load_history(archive, listed.name)) for listed in list_sources(settings, None)]
    if as_json:
        print_json([history_json(listed, history) for listed, history in found])
    else:
        print_histories(found)
    last = [history.last.exit_code for listed, history in found if listed.state == "on" and history.last]
    return worst_exit_code([*last, *(EXIT_USAGE for listed, _ in found if listed.state == "broken")])
