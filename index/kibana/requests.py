"""What Elasticsearch is asked for a panel, a layer of a map or a saved search: made from the same definition as the object."""

from __future__ import annotations

from typing import Final

from index.kibana.definitions import VIEWS
from index.kibana.lens import by_ids, figure_ids, is_exact
from index.kibana.maps import MOST_CLOSE
from index.kibana.model import By, Figure, Kind, Layer, MapPanel, Panel, Search
from index.kibana.saved import Json

# From and to, as a range query takes them: `now-24h`, ISO 8601.
Span = tuple[str, str]
# North, west, south, east, in degrees.
Box = tuple[float, float, float, float]

_TIMES: Final = {view.kind: view.time for view in VIEWS}
_AGGREGATIONS: Final = {"unique": "cardinality", "sum": "sum", "average": "avg", "max": "max"}
# What Lens asks of each index for `accuracyMode` (lens/public/datasources/form_based/operations/definitions/terms/index.tsx).
_EXACT: Final = 1000
# More than that are never drawn.
_MOST_CLUSTERS: Final = 10_000


def panel_request(panel: Panel, span: Span | None = None) -> Json:
    """Aggregations named as the columns of the Lens object."""
    figures = {name: _figure(figure) for name, figure in zip(figure_ids(panel), panel.figures, strict=True)}
    inner: Json = {name: asked for name, asked in figures.items() if asked}
    for name, by in reversed(list(zip(by_ids(panel), panel.by, strict=True))):
        inner = {name: _split(by, panel.figures[0], exact=is_exact(panel)) | ({"aggs": inner} if inner else {})}
    return {"size": 0, "track_total_hits": True, "query": _query(panel.kind, panel.query, span), "aggs": inner}


def layer_request(layer: Layer, *, precision: int, span: Span | None = None) -> Json:
    """Clusters as Kibana asks for them: tiles of the web's map at zoom `precision` (0 to 29) with their middle and figures."""
    grid = {"field": layer.field, "precision": precision, "size": _MOST_CLUSTERS}
    figures = {"middle": {"geo_centroid": {"field": layer.field}}, "colour": {"max": {"field": layer.colour_by}}}
    return {
        "size": 0,
        "query": _query("postings", f"_exists_:{layer.field}", span),
        "aggs": {"clusters": {"geotile_grid": grid, "aggs": figures}},
    }


def close_request(layer: Layer, panel: MapPanel, *, box: Box) -> Json:
    """The postings in a box themselves, as they are drawn from zoom `CLOSE` on, with what is shown of each."""
    corners = {"top_left": {"lat": box[0], "lon": box[1]}, "bottom_right": {"lat": box[2], "lon": box[3]}}
    inside = {"geo_bounding_box": {layer.field: corners}}
    return {
        "size": MOST_CLOSE,
        "query": {"bool": {"filter": [inside]}},
        "fields": [layer.field, layer.colour_by, *panel.shown],
        "_source": False,
    }


def search_request(search: Search, *, size: int, span: Span | None = None) -> Json:
    """Columns are read through `fields`, as Discover does."""
    return {
        "size": size,
        "track_total_hits": True,
        "query": _query(search.kind, search.query, span),
        "sort": [{name: {"order": order, "unmapped_type": "boolean"}} for name, order in sorting(search)],
        "fields": list(search.columns),
        "_source": False,
    }


def sorting(search: Search) -> list[tuple[str, str]]:
    """Field and `asc` or `desc`."""
    return [(name.removeprefix("-"), "desc" if name.startswith("-") else "asc") for name in search.sort]


def _query(kind: Kind, query: str, span: Span | None) -> Json:
    filters: list[Json] = []
    if query:
        filters.append({"query_string": {"query": query, "analyze_wildcard": True}})
    if span:
        filters.append({"range": {_TIMES[kind]: {"gte": span[0], "lte": span[1]}}})
    return {"bool": {"filter": filters}} if filters else {"match_all": {}}


def _split(by: By, first: Figure, *, exact: bool) -> Json:
    if by.every:
        return {"date_histogram": {"field": by.field, "calendar_interval": by.every, "time_zone": "UTC", "min_doc_count": 0}}
    order = {"_count" if first.reckon == "count" else "figure0": "desc"}
    terms: Json = {"field": by.field, "size": by.size, "order": order}
    return {"terms": terms | ({"shard_size": max(_EXACT, by.size * 3 // 2 + 10)} if exact else {})}


def _figure(figure: Figure) -> Json | None:
    """None: counts come with every answer."""
    if figure.reckon == "count":
        return None
    if figure.reckon == "median":
        return {"percentiles": {"field": figure.field, "percents": [50]}}
    return {_AGGREGATIONS[figure.reckon]: {"field": figure.field}}
