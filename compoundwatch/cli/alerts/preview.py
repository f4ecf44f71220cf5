"""`compoundwatch alerts preview`: what a search would have told."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from compoundwatch.cli.output import print_json, print_table

Level = Literal["low", "watch", "high", "critical"]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def preview(
    query: Annotated[str, typer.Argument(help="A search in the product's query language.")],
    days: Annotated[int, typer.Option(min=1, max=3650, help="How far to look back.")] = 30,
    min_level: Annotated[Level, typer.Option(help="Least risk level told.")] = "watch",
    json: Json = False,
) -> None:
    """Show what a saved search would have told in the last days, and how many mails a week to expect."""
    from datetime import UTC, datetime

    from alerts.subscriptions.preview import preview as look
    from compoundwatch.config import load_settings
    from index import open_store, query_resolver
    from index.query import parse_query

    settings = load_settings()
    node = parse_query(query, gazetteer=query_resolver(settings))
    with open_store(settings) as store:
        found = look(store, node, min_level, datetime.now(UTC), days)
    examples = [_example(posting) for posting in found.examples]
    numbers = {name: getattr(found, name) for name in ("days", "found", "told", "compound_linked", "mails_per_week", "cut")}
    if json:
        print_json({**numbers, "examples": examples})
        return
    print_table(("days", "found", "would be told", "compound-linked", "mails a week"), [list(numbers.values())[:5]])
    if examples:
        print_table(list(examples[0]), [list(example.values()) for example in examples], title="Examples")


def _example(posting: Any) -> dict[str, object]:
    return {
        "id": posting.id,
        "level": posting.risk.level,
        "compounds": ", ".join(link.name for link in posting.compounds),
        "title": posting.title or posting.text[:80],
        "source": posting.source,
        "first_seen": posting.first_seen,
    }
