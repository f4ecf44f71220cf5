"""`compoundwatch search QUERY`: postings that a query finds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from compoundwatch.cli.output import note, print_csv, print_json, print_table

if TYPE_CHECKING:
    from compoundwatch.posting import Posting
    from index.query import Node


class Order(StrEnum):
    newest = "newest"
    risk = "risk"
    score = "score"


_COLUMNS = ("risk", "level", "first seen", "country", "id", "title", "found")
_CSV = ("id", "risk", "level", "status", "first_seen", "source", "countries", "compounds", "campaign", "title", "url")


def search(  # noqa: PLR0913, PLR0917  # each is an option of the command
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Words, "phrases", prefix*, AND OR NOT, field:value; docs/search.md.')
    ],
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Most postings printed.")] = 20,
    sort: Annotated[Order, typer.Option(help="Which come first.")] = Order.newest,
    after: Annotated[str | None, typer.Option(help="Go on where a page with --json ended (its `after`).")] = None,
    country: Annotated[str | None, typer.Option(help="Reads national telephone numbers, such as KH.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON: total, after, postings.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Find postings. A flag is an indication with reasons, never a verdict: `show ID` prints them."""
    from compoundwatch.config import load_settings
    from index import open_store, query_resolver
    from index.query import parse_query

    settings = load_settings()
    node = parse_query(query, query_resolver(settings), country=country.upper() if country else None)
    with open_store(settings) as store:
        hits = store.search(node, limit=limit, after=after, sort=sort.value)
    if json:
        postings = [posting.model_dump(mode="json") for posting in hits.postings]
        print_json({"total": hits.total, "after": hits.after, "postings": postings})
    elif csv:
        print_csv(_CSV, (_csv_row(posting) for posting in hits.postings))
    else:
        print_table(_COLUMNS, (_row(node, posting) for posting in hits.postings))
        note(f"{hits.total} found" + (f", {len(hits.postings)} shown (--limit)" if hits.total > len(hits.postings) else ""))


def _row(node: Node, posting: Posting) -> list[object]:
    from compoundwatch.text import one_line
    from index.excerpt import excerpt
    from index.highlight import highlights

    seen = f"{posting.first_seen:%Y-%m-%d}" if posting.first_seen else ""
    found = excerpt(posting, highlights(node, posting))
    title = one_line(posting.title or posting.text, 60)
    return [f"{posting.risk.score:.2f}", posting.risk.level, seen, _countries(posting), posting.id[:8], title, found]


def _csv_row(posting: Posting) -> list[object]:
    compounds = " ".join(sorted({link.id for link in posting.compounds}))
    seen = posting.first_seen.isoformat() if posting.first_seen else ""
    return [
        posting.id, posting.risk.score, posting.risk.level, posting.status, seen, posting.source, _countries(posting),
        compounds, posting.campaign, posting.title, posting.url,
    ]  # fmt: skip


def _countries(posting: Posting) -> str:
    return " ".join(dict.fromkeys(place.country for place in posting.places if place.country))
