"""`compoundwatch pivot ID|CONTACT`: postings that share something, and the graph around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from compoundwatch.cli.output import note, print_json, print_table

if TYPE_CHECKING:
    from compoundwatch.posting import Posting
    from index.graph import Graph, ThingNode
    from index.pivot import Tie
    from index.store import PostingStore


def pivot(  # noqa: PLR0913, PLR0917  # each is an option of the command
    what: Annotated[str, typer.Argument(metavar="ID|CONTACT", help="A posting (8 digits of its id are enough), or a contact.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most postings printed for each tie.")] = 20,
    country: Annotated[str | None, typer.Option(help="Reads a national telephone number, such as KH.")] = None,
    graph: Annotated[bool, typer.Option("--graph", help="The graph: also what those postings share with others.")] = False,
    steps: Annotated[int, typer.Option(min=1, max=2, help="How far the graph goes.")] = 2,
    graphml: Annotated[bool, typer.Option("--graphml", help="Print the graph as GraphML, for Gephi or yEd.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """What ties postings together: contact, wallet, domain, organisation, campaign, compound; the rarest tie first."""
    from compoundwatch.config import load_settings
    from index import open_store

    with open_store(load_settings()) as store:
        posting = _posting(store, what)
        if graph or graphml:
            _print_graph(_graph(store, posting, what, country, steps), graphml=graphml, json=json)
        else:
            _print_ties(_ties(store, posting, what, country, limit), json=json)


def _posting(store: PostingStore, what: str) -> Posting | None:
    """The posting that is meant, None where it is a contact."""
    from index.lookup import find_posting, looks_like_id

    return find_posting(store, what) if looks_like_id(what) and store.find(what) else None


def _ties(store: PostingStore, posting: Posting | None, what: str, country: str | None, limit: int) -> list[Tie]:
    from index.pivot import pivot_contact, pivot_posting

    return pivot_posting(store, posting, limit=limit) if posting else [pivot_contact(store, what, country=country, limit=limit)]


def _graph(store: PostingStore, posting: Posting | None, what: str, country: str | None, steps: int) -> Graph:
    from index.graph import graph_of_contact, graph_of_posting

    if posting:
        return graph_of_posting(store, posting, steps=steps)
    return graph_of_contact(store, what, country=country, steps=steps)


def _print_ties(ties: list[Tie], *, json: bool) -> None:
    if json:
        print_json([_record(tie) for tie in ties])
    else:
        print_table(("by", "value", "shared by", "id", "risk", "first seen", "title"), (row for tie in ties for row in _rows(tie)))


def _print_graph(graph: Graph, *, graphml: bool, json: bool) -> None:
    from index import graph_views

    if graphml:
        print(graph_views.graphml(graph))
    elif json:
        print_json(graph_views.graph_record(graph))
    else:
        print_table(("step", "what", "value", "shared by", "in these postings"), _thing_rows(graph))
        postings = [[node.step, *_told(node.posting)] for node in graph.postings.values()]
        print_table(("step", "id", "risk", "first seen", "title"), postings)
    if graph.cut:
        note("compoundwatch: the graph is cut off: more is tied to this than it shows; begin at one of its postings to see more")


def _thing_rows(graph: Graph) -> list[list[object]]:
    """What ties two postings at least, and hubs; what only one posting has stands in --json."""
    within: dict[str, list[str]] = {}
    for edge in graph.edges:
        within.setdefault(edge.thing, []).append(edge.posting[:8])
    tying = ((node, within.get(key, [])) for key, node in graph.things.items())
    return [_thing_row(node, ids) for node, ids in tying if len(ids) > 1 or node.pruned or not node.step]


def _thing_row(node: ThingNode, ids: list[str]) -> list[object]:
    shared = f"{node.total}, a hub: not followed" if node.pruned else node.total
    return [node.step, node.thing.by, node.thing.label, shared, " ".join(ids[:8]) + (" …" if len(ids) > 8 else "")]


def _record(tie: Tie) -> dict[str, Any]:
    postings = [posting.model_dump(mode="json") for posting in tie.postings]
    return {"by": tie.by, "value": tie.value, "total": tie.total, "postings": postings}


def _rows(tie: Tie) -> list[list[object]]:
    return [[*(["", "", ""] if n else [tie.by, tie.value, tie.total]), *_told(posting)] for n, posting in enumerate(tie.postings)]


def _told(posting: Posting) -> list[object]:
    seen = f"{posting.first_seen:%Y-%m-%d}" if posting.first_seen else ""
    return [posting.id[:8], f"{posting.risk.score:.2f}", seen, posting.title or posting.text[:80]]
