"""The contact graph: postings and what they share, a few steps out from one posting or contact.

A step goes over one thing: posting, thing, other postings; or contact, postings, their other things. A thing that too many
share (a hub: a board, an agency, a mail provider) is shown with its count but never followed, by the bounds of index/linking.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from compoundwatch.posting import Posting
from index.linking import HUB_POSTINGS, HUB_TEXTS
from index.pivot import contact_forms
from index.query import Or, Value
from index.store import PostingStore
from index.things import Thing, ThingKind, things_of

# The surest ties first, so that they are there when the graph is full.
_SUREST: Final[tuple[ThingKind, ...]] = ("wallet", "contact", "campaign", "domain", "organisation", "compound")

# Its postings, and the campaigns among them.
_FOR_ONE_THING: Final = 2


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a graph may grow: nodes, requests to the store, and postings taken up for one thing (the newest of them)."""

    nodes: int = 500
    requests: int = 1000
    each: int = 50


@dataclass(frozen=True, slots=True)
class ThingNode:
    """`total` postings in the store have it, None where nobody asked; `pruned`: a hub, which ties nobody."""

    thing: Thing
    step: int
    total: int | None = None
    pruned: bool = False


@dataclass(frozen=True, slots=True)
class PostingNode:
    posting: Posting
    step: int


@dataclass(frozen=True, slots=True)
class Edge:
    """This posting has this thing; `reason` says in which words."""

    posting: str
    thing: str
    reason: str


@dataclass(slots=True)
class Graph:
    """`things` by key, `postings` by id, both in the order found. `cut`: a bound left something out, so more may be tied."""

    things: dict[str, ThingNode] = field(default_factory=dict)
    postings: dict[str, PostingNode] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    requests: int = 0
    cut: bool = False


def graph_of_posting(store: PostingStore, posting: Posting, *, steps: int = 2, bounds: Bounds | None = None) -> Graph:
    """What ties others to a posting, and others to those."""
    grown = _Growth(store, bounds or Bounds())
    grown.take_postings([posting], 0)
    for step in range(1, steps + 1):
        grown.to_things(step)
        grown.to_postings(step)
    return grown.finished()


def graph_of_contact(
    store: PostingStore, typed: str, *, country: str | None = None, steps: int = 2, bounds: Bounds | None = None
) -> Graph:
    """What ties others to a contact, wallet or domain, whatever way it is typed. Empty where no posting has it.

    The start is followed even where it is a hub. Raises UsageError when it can be no contact.
    """
    grown = _Growth(store, bounds or Bounds())
    grown.start_at(contact_forms(typed, country))
    for step in range(1, steps + 1):
        grown.to_postings(step, even_hubs=step == 1)
        grown.to_things(step)
    return grown.finished()


class _Growth:
    """A graph while it grows, breadth first: what the last step added is where the next one begins."""

    def __init__(self, store: PostingStore, bounds: Bounds) -> None:
        self._store = store
        self._bounds = bounds
        self._graph = Graph()
        self._edges: dict[tuple[str, str], str] = {}
        self._new_postings: list[Posting] = []
        self._new_things: list[Thing] = []

    def start_at(self, forms: dict[str, tuple[str, ...]]) -> None:
        """Begin with the things that a typed contact may mean."""
        query = Or(tuple(Value(name, values) for name, values in forms.items()))
        self._graph.requests += 1
        for posting in self._store.search(query, limit=self._bounds.each).postings:
            self._take_things([thing for thing, _ in things_of(posting) if thing.form in forms.get(thing.kind, ())], 0)

    def take_postings(self, postings: Iterable[Posting], step: int) -> None:
        for posting in postings:
            if posting.id not in self._graph.postings and self._has_room():
                self._graph.postings[posting.id] = PostingNode(posting, step)
                self._new_postings.append(posting)

    def to_things(self, step: int) -> None:
        """From the postings added last to what they have."""
        postings, self._new_postings = self._new_postings, []
        found = [thing for posting in postings for thing, _ in things_of(posting)]
        self._take_things(sorted(found, key=lambda thing: _SUREST.index(thing.kind)), step)

    def to_postings(self, step: int, *, even_hubs: bool = False) -> None:
        """From the things added last to the postings that share them."""
        things, self._new_things = self._new_things, []
        for thing in things:
            postings = self._sharing(thing, self._bounds.each)
            if even_hubs or not self._graph.things[thing.key].pruned:
                self._edges |= {(posting.id, thing.key): f"has {thing.label!r}" for posting in postings}
                self._graph.cut |= (self._graph.things[thing.key].total or 0) > len(postings)
                self.take_postings(postings, step)

    def finished(self) -> Graph:
        """The graph with its edges, and with the counts of the last things where they tie two postings."""
        graph = self._graph
        for node in graph.postings.values():
            self._edges |= {(node.posting.id, thing.key): why for thing, why in things_of(node.posting)}
        graph.edges = [
            Edge(*ends, why) for ends, why in self._edges.items() if ends[0] in graph.postings and ends[1] in graph.things
        ]
        ties = Counter(edge.thing for edge in graph.edges)
        for thing in self._new_things:
            if ties[thing.key] > 1:
                self._sharing(thing, 1)
        return graph

    def _take_things(self, things: Iterable[Thing], step: int) -> None:
        for thing in things:
            if thing.key not in self._graph.things and self._has_room():
                self._graph.things[thing.key] = ThingNode(thing, step)
                self._new_things.append(thing)

    def _has_room(self) -> bool:
        room = len(self._graph.things) + len(self._graph.postings) < self._bounds.nodes
        self._graph.cut |= not room
        return room

    def _sharing(self, thing: Thing, limit: int) -> tuple[Posting, ...]:
        """The newest postings that have a thing; their number and whether it is a hub are set in its node."""
        if self._graph.requests + _FOR_ONE_THING > self._bounds.requests:
            self._graph.cut = True
            return ()
        self._graph.requests += 1
        hits = self._store.search(thing.query, limit=limit)
        node = self._graph.things[thing.key]
        pruned = self._is_hub(thing, hits.total)
        self._graph.things[thing.key] = replace(node, total=hits.total, pruned=pruned)
        return hits.postings

    def _is_hub(self, thing: Thing, total: int) -> bool:
        """By the number of postings, and of texts among them: a campaign of near copies counts as one text."""
        if total > HUB_POSTINGS:
            return True
        if total <= HUB_TEXTS or thing.kind == "campaign":
            return False
        self._graph.requests += 1
        campaigns = self._store.facets(thing.query, "campaign", limit=HUB_TEXTS + 1)
        return total - sum(count for _, count in campaigns) + len(campaigns) > HUB_TEXTS
