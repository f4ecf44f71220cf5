"""Every field that Kibana is told of exists in the mapping and can do what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from index.elastic.schema.mapping import posting_mapping, single_mappings
from index.kibana.definitions import DASHBOARDS, SEARCHES, VIEWS
from index.kibana.lens import by_ids, figure_ids, lens_object
from index.kibana.model import Dashboard, Layer, MapPanel, Panel, Search, View
from index.kibana.requests import panel_request, sorting

PANELS = [panel for board in DASHBOARDS for panel in board.panels if isinstance(panel, Panel)]
MAPS = [panel for board in DASHBOARDS for panel in board.panels if isinstance(panel, MapPanel)]
LAYERS = [layer for panel in MAPS for layer in panel.layers]
NUMBERS = {"long", "double"}


def flattened(mapping: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, field in mapping["properties"].items():
        if "properties" in field:
            yield from flattened(field, f"{prefix}{name}.")
        else:
            yield prefix + name, field


FIELDS: dict[str, dict[str, dict[str, Any]]] = {
    "postings": dict(flattened(posting_mapping())),
    **{view.kind: dict(flattened(single_mappings()[view.kind])) for view in VIEWS if view.kind != "postings"},
}


def can_be_counted(kind: str, field: str) -> bool:
    """Whether the server keeps its values in columns (`doc_values`), by which it counts, sorts and draws."""
    mapped = FIELDS[kind][field]
    return mapped["type"] not in {"text", "binary", "object"} and mapped.get("doc_values", True) is not False


def in_query(query: str) -> set[str]:
    return {name for name in re.findall(r"([\w.]+):", query) if name != "_exists_"} | set(re.findall(r"_exists_:([\w.]+)", query))


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.title)
def test_fields_of_a_chart_can_be_counted(panel: Panel) -> None:
    for by in panel.by:
        assert can_be_counted(panel.kind, by.field)
        assert FIELDS[panel.kind][by.field]["type"] == ("date" if by.every else "keyword")
    for figure in panel.figures:
        if figure.field:
            assert can_be_counted(panel.kind, figure.field)
            assert figure.reckon == "unique" or FIELDS[panel.kind][figure.field]["type"] in NUMBERS


@pytest.mark.parametrize("narrowed", [*PANELS, *SEARCHES], ids=lambda it: it.title)
def test_fields_of_a_query_are_searched(narrowed: Panel | Search) -> None:
    for field in in_query(narrowed.query):
        assert FIELDS[narrowed.kind][field].get("index", True) is not False


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.title)
def test_columns_exist_and_sorting_is_by_what_can_be_sorted(search: Search) -> None:
    assert set(search.columns) <= set(FIELDS[search.kind])
    assert all(can_be_counted(search.kind, field) for field, _ in sorting(search))


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.title)
def test_columns_are_kept_in_the_document(search: Search) -> None:
    """Discover reads columns from `_source`, which leaves out what only our own search reads."""
    left_out = [pattern.rstrip("*") for pattern in posting_mapping()["_source"]["excludes"]]
    assert not [column for column in search.columns if column.startswith(tuple(left_out))]


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.title)
def test_a_layer_draws_points_and_colours_by_a_number(layer: Layer) -> None:
    assert FIELDS["postings"][layer.field]["type"] == "geo_point"
    assert FIELDS["postings"][layer.colour_by]["type"] in NUMBERS


@pytest.mark.parametrize("panel", MAPS, ids=lambda panel: panel.title)
def test_what_a_map_tells_of_a_posting_exists(panel: MapPanel) -> None:
    assert set(panel.shown) <= set(FIELDS["postings"])


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.title)
def test_controls_list_what_can_be_counted(dashboard: Dashboard) -> None:
    for control in dashboard.controls:
        assert FIELDS[dashboard.kind][control.field]["type"] == "keyword"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.title)
def test_a_view_formats_and_names_fields_that_exist(view: View) -> None:
    assert {*view.formats, *view.labels, view.time} <= set(FIELDS[view.kind])
    assert FIELDS[view.kind][view.time]["type"] == "date"


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.title)
def test_object_and_request_ask_the_same(panel: Panel) -> None:
    """Names, order and fields of the request's aggregations are those of the Lens object's columns."""
    layer = lens_object(panel, "any", alone=False)["attributes"]["state"]["datasourceStates"]["formBased"]["layers"]["layer"]
    assert layer["columnOrder"] == [*by_ids(panel), *figure_ids(panel)]
    inner = panel_request(panel)["aggs"]
    for name in by_ids(panel):
        asked = {**inner[name]}
        inner = asked.pop("aggs", {})
        (told,) = asked.values()
        column = layer["columns"][name]
        assert told["field"] == column["sourceField"]
        assert told.get("size") == column["params"].get("size")
        assert ("shard_size" in told) == column["params"].get("accuracyMode", False)
        assert told.get("calendar_interval") == column["params"].get("interval")
    for name in figure_ids(panel):
        column = layer["columns"][name]
        asked_field = next(iter(inner[name].values()))["field"] if name in inner else "___records___"
        assert asked_field == column["sourceField"]
