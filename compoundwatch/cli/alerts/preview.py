"""`compoundwatch alerts preview`: what a search would have told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from compoundwatch.cli.output import note, print_json, print_table

if TYPE_CHECKING:
    from compoundwatch.config import AlertConfig, Settings

Level = Literal["low", "watch", "high", "critical"]
Rate = Literal["immediate", "hourly", "daily", "weekly", "monthly"]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def preview(  # noqa: PLR0913, PLR0917 - typer's: one a choice
    query: Annotated[str | None, typer.Argument(help="A search in the product's query language.")] = None,
    alert: Annotated[str | None, typer.Option(help="A saved search of configs/alerts/ instead, with all of its filters.")] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help="How far to look back.")] = 30,
    min_level: Annotated[Level, typer.Option(help="Least risk level told.")] = "watch",
    rate: Annotated[Rate, typer.Option(help="How often a digest would be sent.")] = "immediate",
    json: Json = False,
) -> None:
    """Show what a saved search would have told in the last days, and how many mails a week to expect; warn of one too broad."""
    from datetime import UTC, datetime

    from alerts.subscriptions.breadth import too_broad, too_many
    from alerts.subscriptions.preview import Period
    from alerts.subscriptions.preview import preview as look
    from compoundwatch.config import load_settings
    from index import open_store, query_resolver
    from index.query import parse_query

    settings = load_settings()
    wanted = _wanted(settings, query, alert, {"min_level": min_level, "rate": rate})
    node = parse_query(wanted.query, gazetteer=query_resolver(settings))
    with open_store(settings) as store:
        found = look(store, node, wanted, Period(datetime.now(UTC), days))
    warning = too_broad(wanted, node) or too_many(found)
    examples = [_example(posting) for posting in found.examples]
    numbers = {name: getattr(found, name) for name in ("days", "found", "told", "compound_linked", "mails_per_week", "cut")}
    if json:
        print_json({**numbers, "taken_in": found.taken_in, "warning": warning, "examples": examples})
        return
    print_table(("days", "found", "would be told", "compound-linked", "mails a week"), [list(numbers.values())[:5]])
    if examples:
        print_table(list(examples[0]), [list(example.values()) for example in examples], title="Examples")
    if warning:
        note(f"too broad: {warning}")


def _wanted(settings: Settings, query: str | None, name: str | None, choices: dict[str, Any]) -> AlertConfig:
    """The search of a file, or one made of the options."""
    from compoundwatch.config import AlertConfig
    from compoundwatch.errors import UsageError

    if (query is None) == (name is None):
        raise UsageError("expected a search, or --alert with the name of a saved one")
    if name is None:
        given = {"title": "preview", "email": "nobody@localhost", "consent": "a preview writes to nobody", "query": query}
        return AlertConfig.model_validate({**given, **choices})
    alerts = settings.alerts()
    if name not in alerts:
        raise UsageError(f"no alert named {name!r}: expected a file name of configs/alerts/ without its ending")
    return alerts[name]


def _example(posting: Any) -> dict[str, object]:
    return {
        "id": posting.id,
        "level": posting.risk.level,
        "compounds": ", ".join(link.name for link in posting.compounds),
        "title": posting.title or posting.text[:80],
        "source": posting.source,
        "first_seen": posting.first_seen,
    }
