"""`compoundwatch pivot ID|CONTACT`: postings that share something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from compoundwatch.cli.output import print_json, print_table

if TYPE_CHECKING:
    from index.pivot import Tie


def pivot(
    what: Annotated[str, typer.Argument(metavar="ID|CONTACT", help="A posting (8 digits of its id are enough), or a contact.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most postings printed for each tie.")] = 20,
    country: Annotated[str | None, typer.Option(help="Reads a national telephone number, such as KH.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """What ties postings together: contact, wallet, domain, organisation, campaign, compound; the rarest tie first."""
    from compoundwatch.config import load_settings
    from index import open_store
    from index.lookup import find_posting, looks_like_id
    from index.pivot import pivot_contact, pivot_posting

    with open_store(load_settings()) as store:
        if looks_like_id(what) and store.find(what):
            ties = pivot_posting(store, find_posting(store, what), limit=limit)
        else:
            ties = [pivot_contact(store, what, country=country, limit=limit)]
    if json:
        print_json([_record(tie) for tie in ties])
    else:
        print_table(("by", "value", "shared by", "id", "risk", "first seen", "title"), (row for tie in ties for row in _rows(tie)))


def _record(tie: Tie) -> dict[str, Any]:
    postings = [posting.model_dump(mode="json") for posting in tie.postings]
    return {"by": tie.by, "value": tie.value, "total": tie.total, "postings": postings}


def _rows(tie: Tie) -> list[list[object]]:
    rows: list[list[object]] = []
    for posting in tie.postings:
        told: list[object] = ["", "", ""] if rows else [tie.by, tie.value, tie.total]
        seen = f"{posting.first_seen:%Y-%m-%d}" if posting.first_seen else ""
        rows.append([*told, posting.id[:8], f"{posting.risk.score:.2f}", seen, posting.title or posting.text[:80]])
    return rows
