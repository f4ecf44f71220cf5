"""The graph as other programs read it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import orjson
import pytest
from lxml import etree

from compoundwatch.posting import TaggedPosting
from index.embedded import EmbeddedStore
from index.graph import Graph, graph_of_contact
from index.graph_views import graph_record, graphml

_NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


@pytest.fixture
def graph(store: EmbeddedStore, make_posting: Callable[..., TaggedPosting], now: datetime) -> Graph:
    hostile = 'Typing</node> <b>&\x1b[31m"\u202e'
    store.upsert(
        [make_posting("one", "Typing", title=hostile, telegram="lily"), make_posting("two", "Cook", telegram="lily")], at=now
    )
    return graph_of_contact(store, "lily")


def test_every_edge_joins_two_nodes(graph: Graph) -> None:
    record = orjson.loads(orjson.dumps(graph_record(graph)))
    ids = {node["id"] for node in record["nodes"]}

    assert len(ids) == len(record["nodes"]) == 3
    assert {end for edge in record["edges"] for end in (edge["posting"], edge["thing"])} == ids


def test_graphml_holds_the_same_nodes_and_edges(graph: Graph) -> None:
    drawn = etree.parse(io.BytesIO(graphml(graph).encode()))
    record = graph_record(graph)

    assert [node.get("id") for node in drawn.iterfind(".//g:node", _NAMESPACE)] == [node["id"] for node in record["nodes"]]
    assert len(drawn.findall(".//g:edge", _NAMESPACE)) == len(record["edges"])


def test_hostile_words_stay_words_in_graphml(graph: Graph) -> None:
    drawn = etree.parse(io.BytesIO(graphml(graph).encode()))
    labels = [label.text for label in drawn.iterfind(".//g:data[@key='label']", _NAMESPACE)]

    assert 'Typing</node> <b>& [31m"' in labels
