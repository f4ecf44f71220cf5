"""`compoundwatch sanctions`: lists that postings are checked against."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from compoundwatch.cli.output import Progress, note, print_json, print_table

app = typer.Typer(help="Sanctions lists that postings are checked against.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def refresh(
    download: Annotated[bool, typer.Option(help="Fetch; else only compile what is there, as after a change of words.yml.")] = True,
    accept_smaller: Annotated[
        bool, typer.Option("--accept-smaller", help="Take a list that lost more than half of its entities.")
    ] = False,
    json: Json = False,
) -> None:
    """Fetch the lists that configs/sanctions/lists.yml enables and put them in use. What is broken leaves the old copy in use."""
    from compoundwatch.config import load_settings
    from compoundwatch.errors import worst_exit_code
    from compoundwatch.pipeline.sanctions.refresh import Wishes, refresh

    with Progress() as progress:
        reports = refresh(load_settings(), Wishes(download, accept_smaller), progress)
    if json:
        print_json([{"list": it.name, "entities": it.entities, "copy": it.copy, "problem": _text(it.problem)} for it in reports])
    else:
        print_table(("list", "entities", "copy", "problem"), [(it.name, it.entities, it.copy, _text(it.problem)) for it in reports])
    if problems := [it.problem for it in reports if it.problem]:
        for problem in problems:
            note(f"compoundwatch: {problem}")
        raise typer.Exit(worst_exit_code(problem.exit_code for problem in problems))


@app.command()
def check(
    values: Annotated[list[str], typer.Argument(metavar="NAME|WALLET|SITE|MAIL...", help="- for lines of stdin.")],
    least: Annotated[float, typer.Option(min=0, max=1, help="Least likeness of names.")] = 0.75,
    json: Json = False,
) -> None:
    """Who on the lists bears a name like these (namesakes too), or holds these wallets, sites or mail addresses."""
    from compoundwatch.config import load_settings
    from compoundwatch.errors import UsageError
    from enrich.sanctions import SanctionsChecker

    settings = load_settings()
    checker = SanctionsChecker.load(settings.sanctions)
    if checker.about is None:
        raise UsageError(f"no lists in {settings.sanctions}: enable some in lists.yml and run `compoundwatch sanctions refresh`")
    asked = [line.strip() for value in values for line in (sys.stdin if value == "-" else [value]) if line.strip()]
    found = [(value, match) for value in asked for match in checker.check_value(value, least)]
    if json:
        print_json([{"asked": value, **match.model_dump()} for value, match in found])
    else:
        rows = [(value, match.score, match.name, match.list, match.entity_id) for value, match in found]
        print_table(("asked", "score", "listed as", "list", "id"), rows)


@app.command("lists")
def lists_(json: Json = False) -> None:
    """The lists of lists.yml, on what terms they may be used, and how many entities of each are in use."""
    from compoundwatch.config import load_settings
    from compoundwatch.config.sanctions import load_lists
    from enrich.sanctions import SanctionsChecker

    settings = load_settings()
    about = SanctionsChecker.load(settings.sanctions).about
    counts = about.entities if about else {}
    rows = [(name, it.title, it.enabled, counts.get(name, 0), it.licence) for name, it in load_lists(settings.tables).lists.items()]
    columns = ("list", "title", "enabled", "entities", "licence")
    if json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, rows)


def _text(problem: Exception | None) -> str | None:
    return str(problem) if problem else None
