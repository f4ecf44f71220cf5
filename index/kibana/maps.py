"""A map of clusters as Kibana's `map` object. It has no background layer: that would be fetched from a tile service."""

from __future__ import annotations

from typing import Final

from index.kibana.model import Layer, MapPanel, slug
from index.kibana.saved import Json, saved, text, titled, view_reference

_COUNT: Final = {"name": "doc_count", "origin": "source"}
# The keys of a layer's style and source are those of elastic/integrations, packages/nginx/kibana/map.
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
        "layerListJSON": text([_layer(layer, number) for number, layer in enumerate(panel.layers)]),
        "mapStateJSON": text(_state(panel)),
        "uiStateJSON": text({"isLayerTOCOpen": True, "openTOCDetails": []}),
    }
    references = [view_reference("postings", f"layer_{number}_source_index_pattern") for number in range(len(panel.layers))]
    return saved("map", object_name, attributes, references)


def _layer(layer: Layer, number: int) -> Json:
    name = slug(layer.title)
    return {
        "id": name,
        "label": layer.title,
        "type": "GEOJSON_VECTOR",
        "visible": True,
        "alpha": 0.75,
        "minZoom": 0,
        "maxZoom": 24,
        "includeInFitToBounds": True,
        "joins": [],
        "sourceDescriptor": {
            "id": f"{name}-source",
            "type": "ES_GEO_GRID",
            "requestType": "point",
            "resolution": "FINE",
            "geoField": layer.field,
            "metrics": [{"type": "count"}, {"type": "max", "field": layer.colour_by}],
            "applyGlobalQuery": True,
            "applyGlobalTime": True,
            "applyForceRefresh": True,
            "indexPatternRefName": f"layer_{number}_source_index_pattern",
        },
        "style": {"type": "VECTOR", "isTimeAware": True, "properties": _STILL | _driven(layer)},
    }


def _driven(layer: Layer) -> Json:
    """What the figures of a cluster decide: colour, size, label."""
    meta = {"fieldMetaOptions": {"isEnabled": True, "sigma": 3}}
    colour = {
        "type": "ORDINAL",
        "color": layer.ramp,
        "colorCategory": "palette_0",
        "field": {"name": f"max_of_{layer.colour_by}", "origin": "source"},
        **meta,
    }
    return {
        "fillColor": {"type": "DYNAMIC", "options": colour},
        "iconSize": {"type": "DYNAMIC", "options": {"field": _COUNT, "minSize": 7, "maxSize": 32, **meta}},
        "labelText": {"type": "DYNAMIC", "options": {"field": _COUNT}},
    }


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
