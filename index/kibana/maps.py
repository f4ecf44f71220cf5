"""A map of clusters as Kibana's `map` object. It has no background layer: that would be fetched from a tile service."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final

from index.kibana.model import Layer, MapPanel, slug
from index.kibana.saved import Json, saved, text, titled, view_reference

# From this zoom on postings are drawn instead of clusters, at most so many.
CLOSE: Final = 9
MOST_CLOSE: Final = 2048

_COUNT: Final = {"name": "doc_count", "origin": "source"}
_META: Final[Json] = {"fieldMetaOptions": {"isEnabled": True, "sigma": 3}}
# The keys of a layer's style and source are those of elastic/integrations, packages/nginx/kibana/map, and of the map of orders
# in elastic/kibana, maps/server/sample_data.
_STILL: Final[Json] = {
    "icon": {"type": "STATIC", "options": {"value": "marker"}},
    "iconOrientation": {"type": "STATIC", "options": {"orientation": 0}},
    "labelBorderColor": {"type": "STATIC", "options": {"color": "#ffffff"}},
    "labelBorderSize": {"options": {"size": "SMALL"}},
    "labelColor": {"type": "STATIC", "options": {"color": "#000000"}},
    "labelSize": {"type": "STATIC", "options": {"size": 14}},
    "lineColor": {"type": "STATIC", "options": {"color": "#3d3d3d"}},
    "lineWidth": {"type": "STATIC", "options": {"size": 1}},
    "symbolizeAs": {"options": {"value": "circle"}},
}


def map_object(panel: MapPanel, object_name: str) -> Json:
    """The saved object."""
    attributes = {
        "title": titled(panel.title),
        "description": panel.says,
        "layerListJSON": text(list(_layers(panel))),
        "mapStateJSON": text(_state(panel)),
        "uiStateJSON": text({"isLayerTOCOpen": True, "openTOCDetails": []}),
    }
    references = [view_reference("postings", _reference(number)) for number in range(2 * len(panel.layers))]
    return saved("map", object_name, attributes, references)


def _layers(panel: MapPanel) -> Iterator[Json]:
    """Of each field clusters, and from close by the postings themselves."""
    numbers = count()
    for layer in panel.layers:
        clusters = {
            "type": "ES_GEO_GRID",
            "requestType": "point",
            "resolution": "FINE",
            "metrics": [{"type": "count"}, {"type": "max", "field": layer.colour_by}],
        }
        yield _layer(layer, next(numbers), "clusters", (0, CLOSE), clusters, _of_clusters(layer))
        postings = {
            "type": "ES_SEARCH",
            "scalingType": "LIMIT",
            "limit": MOST_CLOSE,
            "filterByMapBounds": True,
            "tooltipProperties": list(panel.shown),
        }
        yield _layer(layer, next(numbers), "postings", (CLOSE, 24), postings, _of_postings(layer))


def _layer(layer: Layer, number: int, drawn: str, zooms: tuple[int, int], source: Json, style: Json) -> Json:  # noqa: PLR0913, PLR0917  # a layer has that many parts
    name = f"{slug(layer.title)}-{drawn}"
    common = {"applyGlobalQuery": True, "applyGlobalTime": True, "applyForceRefresh": True}
    return {
        "id": name,
        "label": f"{layer.title}: {drawn}",
        "type": "GEOJSON_VECTOR",
        "visible": True,
        "alpha": 0.75,
        "minZoom": zooms[0],
        "maxZoom": zooms[1],
        "includeInFitToBounds": True,
        "joins": [],
        "sourceDescriptor": {
            "id": f"{name}-source",
            "geoField": layer.field,
            "indexPatternRefName": _reference(number),
            **common,
            **source,
        },
        "style": {"type": "VECTOR", "isTimeAware": True, "properties": _STILL | style},
    }


def _reference(number: int) -> str:
    return f"layer_{number}_source_index_pattern"


def _of_clusters(layer: Layer) -> Json:
    """Colour, size and label of a cluster are decided by its figures."""
    return {
        "fillColor": _colour(layer.ramp, f"max_of_{layer.colour_by}"),
        "iconSize": {"type": "DYNAMIC", "options": {"field": _COUNT, "minSize": 7, "maxSize": 32, **_META}},
        "labelText": {"type": "DYNAMIC", "options": {"field": _COUNT}},
    }


def _of_postings(layer: Layer) -> Json:
    return {
        "fillColor": _colour(layer.ramp, layer.colour_by),
        "iconSize": {"type": "STATIC", "options": {"size": 8}},
        "labelText": {"type": "STATIC", "options": {"value": ""}},
    }


def _colour(ramp: str, field: str) -> Json:
    options = {
        "type": "ORDINAL",
        "color": ramp,
        "colorCategory": "palette_0",
        "field": {"name": field, "origin": "source"},
        **_META,
    }
    return {"type": "DYNAMIC", "options": options}


def _state(panel: MapPanel) -> Json:
    lat, lon = panel.centre
    return {
        "center": {"lat": lat, "lon": lon},
        "zoom": panel.zoom,
        "filters": [],
        "query": {"language": "kuery", "query": ""},
        "refreshConfig": {"isPaused": True, "interval": 0},
        "timeFilters": {"from": "now-90d", "to": "now"},
        "settings": {
            "autoFitToDataBounds": True,
            "backgroundColor": "#ffffff",
            "initialLocation": "LAST_SAVED_LOCATION",
            "maxZoom": 24,
            "minZoom": 0,
            "showScaleControl": True,
            "showSpatialFilters": True,
        },
    }
