"""The contact graph: how far it goes, what it never follows, and where it stops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from compoundwatch.errors import UsageError
from compoundwatch.posting import TaggedPosting, posting_id
from index.embedded import EmbeddedStore
from index.graph import Bounds, Graph, graph_of_contact, graph_of_posting
from index.linking import HUB_TEXTS
from index.lookup import find_posting

MakePosting = Callable[..., TaggedPosting]

# one - lily - two - rose - three - mail - four: each step goes over one contact.
CHAIN = [
    ("one", "Typing work", {"telegram": "lily"}),
    ("two", "Reading letters aloud", {"telegram": "lily", "line": "rose"}),
    ("three", "Cook for a canteen", {"line": "rose", "email": "hr@one.example.com"}),
    ("four", "Driver with licence", {"email": "hr@one.example.com"}),
]


@pytest.fixture
def chain(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> EmbeddedStore:
    store.upsert([make_posting(name, text, **contacts) for name, text, contacts in CHAIN], at=now)
    return store


def names(graph: Graph) -> dict[str, int]:
    """The postings of a graph by their own names, with their steps."""
    return {node.posting.native_id: node.step for node in graph.postings.values()}


def of_posting(store: EmbeddedStore, name: str, **options: object) -> Graph:
    return graph_of_posting(store, find_posting(store, posting_id("board", name)), **options)  # type: ignore[arg-type]


def test_two_steps_from_a_posting_go_over_two_contacts(chain: EmbeddedStore) -> None:
    assert names(of_posting(chain, "one")) == {"one": 0, "two": 1, "three": 2}


def test_one_step_goes_over_one(chain: EmbeddedStore) -> None:
    assert names(of_posting(chain, "one", steps=1)) == {"one": 0, "two": 1}


def test_two_steps_from_a_contact_go_to_contacts_of_contacts(chain: EmbeddedStore) -> None:
    graph = graph_of_contact(chain, "t.me/Lily")

    assert {key: node.step for key, node in graph.things.items()} == {
        "telegram:lily": 0, "line:rose": 1, "email:hr@one.example.com": 2, "domain:example.com": 2,
    }  # fmt: skip
    assert names(graph) == {"one": 1, "two": 1, "three": 2}


def test_an_edge_says_in_which_words_of_which_posting(chain: EmbeddedStore) -> None:
    graph = graph_of_contact(chain, "@lily", steps=1)

    assert {(edge.posting, edge.thing, edge.reason) for edge in graph.edges} == {
        (posting_id("board", "one"), "telegram:lily", "gives the telegram 'lily'"),
        (posting_id("board", "two"), "telegram:lily", "gives the telegram 'lily'"),
        (posting_id("board", "two"), "line:rose", "gives the line 'rose'"),
    }


def test_every_end_of_an_edge_is_in_the_graph(chain: EmbeddedStore) -> None:
    graph = of_posting(chain, "two")

    assert all(edge.posting in graph.postings and edge.thing in graph.things for edge in graph.edges)


def test_a_contact_nobody_has_gives_an_empty_graph(chain: EmbeddedStore) -> None:
    assert not graph_of_contact(chain, "nobody").things


def test_what_is_no_contact_is_told(chain: EmbeddedStore) -> None:
    with pytest.raises(UsageError):
        graph_of_contact(chain, " ")


def test_a_number_is_one_thing_in_whichever_app(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("a", phone="+85512345678"), make_posting("b", "Cook", whatsapp="+85512345678")], at=now)

    assert names(graph_of_contact(store, "012 345 678", country="kh")) == {"a": 1, "b": 1}


@pytest.mark.parametrize("kind", ["telegram", "url"])
def test_what_too_many_texts_share_is_shown_with_its_count_and_not_followed(
    store: EmbeddedStore, make_posting: MakePosting, now: datetime, kind: str
) -> None:
    different = [" ".join(chr(97 + n) + chr(97 + word) * 4 for word in range(12)) for n in range(HUB_TEXTS)]
    many = [make_posting(f"n{n}", text, **{kind: "shared.example"}) for n, text in enumerate(different)]
    store.upsert([make_posting("start", "Typing", **{kind: "shared.example"}), *many], at=now)
    graph = of_posting(store, "start")
    hub = graph.things[f"{kind}:shared.example"]

    assert names(graph) == {"start": 0}
    assert (hub.pruned, hub.total) == (True, HUB_TEXTS + 1)


def test_a_hub_that_one_asks_for_is_followed(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    different = [" ".join(chr(97 + n % 26) + chr(97 + word) * (n // 26 + 3) for word in range(12)) for n in range(HUB_TEXTS + 5)]
    store.upsert([make_posting(f"n{n}", text, telegram="agency") for n, text in enumerate(different)], at=now)
    graph = graph_of_contact(store, "agency")

    assert len(graph.postings) == HUB_TEXTS + 5
    assert graph.things["telegram:agency"].pruned


def test_copies_of_one_text_make_no_hub(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    text = "Typing work abroad with free visa, free food, and a contract that is signed on the day you come"
    store.upsert([make_posting(f"n{n}", text, telegram="gang") for n in range(HUB_TEXTS + 5)], at=now)

    assert not of_posting(store, "n0").things["telegram:gang"].pruned


@pytest.mark.parametrize("bounds", [Bounds(nodes=3), Bounds(requests=2), Bounds(each=1)])
def test_a_bound_stops_it_and_is_told(chain: EmbeddedStore, bounds: Bounds) -> None:
    graph = graph_of_contact(chain, "lily", bounds=bounds)

    assert graph.cut
    assert len(graph.things) + len(graph.postings) <= bounds.nodes
    assert graph.requests <= bounds.requests


def test_a_whole_graph_is_not_cut(chain: EmbeddedStore) -> None:
    assert not of_posting(chain, "one").cut


def test_organisation_campaign_and_compound_tie_too(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    text = "Typing work abroad with free visa, free food, and a contract that is signed on the day you come"
    park = {"id": "kk-park", "name": "KK Park", "by": "name", "strength": 1, "distance_km": None, "reason": "names KK Park"}
    store.upsert(
        [
            make_posting("start", text, hiring_organization="Golden Example Group", compounds=[park]),
            make_posting("copy", text),
            make_posting("employer", "Reading letters aloud", hiring_organization="golden example group"),
            make_posting("park", "Cook for a canteen", compounds=[park]),
        ],
        at=now,
    )
    graph = of_posting(store, "start", steps=1)

    assert set(names(graph)) == {"start", "copy", "employer", "park"}
    assert {node.thing.kind for node in graph.things.values()} == {"organisation", "campaign", "compound"}
