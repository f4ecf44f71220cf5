"""`compoundwatch replay --since DATE --rules DIR`: what new rules would change in stored postings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compoundwatch.cli.output import Progress, print_json, print_table

if TYPE_CHECKING:
    from compoundwatch.pipeline.replaying.difference import Difference
    from compoundwatch.pipeline.replaying.report import Report

_MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def replay(
    rules: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="New tables, laid out as configs/ is (lexicons/en.yml, signals.yml …); what is not there stays. "
            "Default: the tables in use, for postings tagged by older ones.",
        ),
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=_MOMENTS, help="Postings taken in from then on (UTC). Default: all of them.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, max=10_000, help="Most postings named, those that move farthest first.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show what new rules would change: levels, indicators, postings. Nothing is stored and nobody is mailed."""
    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.replaying.replay import replay as replayed
    from compoundwatch.pipeline.replaying.rules import enricher_of
    from index import open_store

    settings = load_settings()
    enricher = enricher_of(settings, rules)
    moment = since.replace(tzinfo=UTC) if since else None
    with open_store(settings) as store, Progress() as progress:
        report = replayed(store, enricher, moment, most=limit, tick=lambda read: progress(f"{read} postings"))
    if json:
        print_json(report.as_json())
    else:
        _print(report)


def _print(report: Report) -> None:
    print(
        f"{report.read} postings read, {report.changed} would change: "
        f"{report.flagged} newly flagged (high or critical), {report.unflagged} no longer flagged"
    )
    if not report.changed:
        return
    print_table(("level now", "then", "postings"), [(before, after, count) for (before, after), count in report.by_level()])
    print_table(("", "name", "found more", "found less"), _names(report))
    print_table(("now", "then", "id", "source", "title", "what"), map(_row, report.farthest))


def _names(report: Report) -> Iterator[tuple[str, str, int, int]]:
    for kind, found in report.found.items():
        lost = report.lost[kind]
        for name in sorted({*found, *lost}, key=lambda name: (-found[name] - lost[name], name)):
            yield kind.rstrip("s").replace("_", "-"), name, found[name], lost[name]


def _row(one: Difference) -> tuple[str, ...]:
    before, after = one.before, one.after
    return (
        f"{before.score:.2f} {before.level}",
        f"{after.score:.2f} {after.level}",
        one.id[:8],
        one.source,
        one.title[:60],
        " ".join(one.said()),
    )
