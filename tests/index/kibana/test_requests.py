"""Every chart, map layer and saved search, asked of the real server and compared with what plain Python reckons."""

from __future__ import annotations

import math
from typing import Any

import pytest
from elasticsearch.helpers import bulk

from compoundwatch.config.store import StoreConfig
from index.elastic.names import Names
from index.elastic.schema.mapping import create_month, install
from index.kibana.definitions import DASHBOARDS, SEARCHES, VIEWS
from index.kibana.lens import by_ids, figure_ids
from index.kibana.model import Layer, MapPanel, Panel, Search
from index.kibana.requests import close_request, layer_request, panel_request, search_request
from tests.index.kibana.conftest import Filled
from tests.index.kibana.plain_answers import Answer, layer_answer, matching, panel_answer, sort_key, values

PANELS = [(board.title, panel) for board in DASHBOARDS for panel in board.panels if isinstance(panel, Panel)]
MAPS = [panel for board in DASHBOARDS for panel in board.panels if isinstance(panel, MapPanel)]
LAYERS = [layer for panel in MAPS for layer in panel.layers]
# The tile grid's zoom; at 6 the made-up places fall into tiles of their own.
PRECISION = 6


each_panel = pytest.mark.parametrize("panel", [pytest.param(panel, id=f"{board}: {panel.title}") for board, panel in PANELS])
each_ranking = pytest.mark.parametrize(
    "panel", [pytest.param(panel, id=f"{board}: {panel.title}") for board, panel in PANELS if panel.by and not panel.by[0].every]
)
each_layer = pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.title)
each_search = pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.title)


def assert_same(told: Any, count: int, expected: Answer, panel: Panel, depth: int = 0) -> None:
    """`told`: the server's aggregations of one part. Figures are reckoned of the innermost parts."""
    assert count == expected.count
    names = by_ids(panel)
    if depth == len(names):
        for name, asked, wanted in zip(figure_ids(panel), panel.figures, expected.figures, strict=True):
            # The server draws a median between its neighbours otherwise than we do.
            close = 0.05 if asked.reckon == "median" else 1e-9
            assert figure(told, name, count) == pytest.approx(wanted, rel=close), asked.label
        return
    parts = {key_of(bucket): bucket for bucket in told[names[depth]]["buckets"] if bucket["doc_count"]}
    assert set(parts) == set(expected.parts)
    for key, bucket in parts.items():
        assert_same(bucket, bucket["doc_count"], expected.parts[key], panel, depth + 1)


def key_of(bucket: Any) -> str:
    return str(bucket.get("key_as_string", bucket["key"]))


def figure(told: Any, name: str, count: int) -> Any:
    if name not in told:
        return count
    return told[name]["values"]["50.0"] if "values" in told[name] else told[name]["value"]


@each_panel
def test_a_chart_shows_what_plain_python_reckons(panel: Panel, filled: Filled) -> None:
    answer = filled.ask(panel.kind, panel_request(panel))
    expected = panel_answer(panel, filled.documents[panel.kind].values())
    assert expected.count > 0
    assert expected.parts or not panel.by
    assert_same(answer.get("aggregations", {}), answer["hits"]["total"]["value"], expected, panel)


@each_ranking
def test_the_greatest_parts_come_first(panel: Panel, filled: Filled) -> None:
    answer = filled.ask(panel.kind, panel_request(panel))
    keys = [bucket["key"] for bucket in answer["aggregations"]["by0"]["buckets"]]
    assert keys == list(panel_answer(panel, filled.documents[panel.kind].values()).parts)


@each_layer
def test_a_layer_of_the_map_shows_every_place(layer: Layer, filled: Filled) -> None:
    answer = filled.ask("postings", layer_request(layer, precision=PRECISION))
    buckets = answer["aggregations"]["clusters"]["buckets"]
    expected = layer_answer(layer, filled.documents["postings"].values(), tile)
    assert expected
    assert {bucket["key"]: bucket["doc_count"] for bucket in buckets} == {key: count for key, (count, _) in expected.items()}
    assert {bucket["key"]: bucket["colour"]["value"] for bucket in buckets} == pytest.approx(
        {k: v for k, (_, v) in expected.items()}
    )


@pytest.mark.parametrize("panel", MAPS, ids=lambda panel: panel.title)
def test_from_close_by_the_postings_in_sight_are_shown(panel: MapPanel, filled: Filled) -> None:
    north, west, south, east = 17.0, 98.0, 16.0, 99.0
    for layer in panel.layers:
        answer = filled.ask("postings", close_request(layer, panel, box=(north, west, south, east)))
        expected = {
            name
            for name, document in filled.documents["postings"].items()
            if any(south <= it["lat"] <= north and west <= it["lon"] <= east for it in values(document, layer.field))
        }
        assert expected
        assert {hit["_id"] for hit in answer["hits"]["hits"]} == expected
        assert {name for hit in answer["hits"]["hits"] for name in hit["fields"]} == {layer.field, layer.colour_by, *panel.shown}


def test_what_is_rare_in_each_month_and_common_in_all_comes_first(filled: Filled) -> None:
    """Each month is an index of its own, and names only its commonest values."""
    panel = next(panel for _, panel in PANELS if panel.title == "Wallets")
    names = Names(f"{filled.names.prefix}-months")
    install(filled.client, names, StoreConfig(prefix=names.prefix, replicas=0))
    for month in ("2026.01", "2026.02", "2026.03"):
        create_month(filled.client, names, month)
        wallets = ["everywhere", *(f"{month}-{number}" for number in range(100) for _ in range(2))]
        bulk(filled.client, ({"_index": names.month_index(month), "values": {"wallet": [it]}} for it in wallets), refresh=True)
    answer = filled.client.search(index=names.postings, body=panel_request(panel))
    first = answer["aggregations"]["by0"]["buckets"][0]
    assert (first["key"], first["doc_count"]) == ("everywhere", 3)


def tile(lat: float, lon: float) -> str:
    """Key of the web map's tile that a point lies in (the usual Mercator grid)."""
    tiles = 2**PRECISION
    x = int((lon + 180) / 360 * tiles)
    y = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * tiles)
    return f"{PRECISION}/{x}/{y}"


@each_search
def test_a_saved_search_finds_and_sorts_what_plain_python_does(search: Search, filled: Filled) -> None:
    documents = filled.documents[search.kind]
    answer = filled.ask(search.kind, search_request(search, size=len(documents)))
    found = [hit["_id"] for hit in answer["hits"]["hits"]]
    expected = {name for name, document in documents.items() if matching([document], search.query)}
    assert 0 < len(expected) < len(documents)
    assert set(found) == expected
    keys = [sort_key(search, documents[name]) for name in found]
    assert keys == sorted(keys)


@each_search
def test_every_column_of_a_saved_search_is_filled(search: Search, filled: Filled) -> None:
    answer = filled.ask(search.kind, search_request(search, size=1000))
    filled_columns = {name for hit in answer["hits"]["hits"] for name in hit["fields"]}
    assert filled_columns == set(search.columns)


def test_a_span_of_time_narrows_a_chart_by_the_date_of_its_view(filled: Filled) -> None:
    times = {view.kind: view.time for view in VIEWS}
    panel = next(panel for _, panel in PANELS if panel.kind == "runs")
    since = "2026-11-05T00:00:00Z"
    answer = filled.ask("runs", panel_request(panel, (since, "now+10y")))
    inside = [it for it in filled.documents["runs"].values() if values(it, times["runs"])[0] >= since[:10]]
    assert answer["hits"]["total"]["value"] == len(matching(inside, panel.query))
    assert 0 < len(inside) < len(filled.documents["runs"])
