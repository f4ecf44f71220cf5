"""Maps."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Json

from tests.index.kibana.real_shapes.common import Query, Saved, Shape


class GridMetric(Shape):
    type: Literal["count", "max"]
    field: str | None = None


class GridSource(Shape):
    id: str
    type: Literal["ES_GEO_GRID"]
    request_type: Literal["point", "grid", "heatmap"]
    resolution: Literal["COARSE", "FINE", "MOST_FINE", "SUPER_FINE"]
    geo_field: str
    metrics: list[GridMetric]
    apply_global_query: bool
    apply_global_time: bool
    apply_force_refresh: bool
    index_pattern_ref_name: str


class Property(Shape):
    type: Literal["STATIC", "DYNAMIC"] | None = None
    options: dict[str, Any]


class VectorStyle(Shape):
    type: Literal["VECTOR"]
    is_time_aware: bool
    properties: dict[
        Literal[
            "icon", "iconOrientation", "iconSize", "fillColor", "labelBorderColor", "labelBorderSize", "labelColor", "labelSize",
            "labelText", "lineColor", "lineWidth", "symbolizeAs",
        ],
        Property,
    ]  # fmt: skip


class MapLayer(Shape):
    id: str
    label: str
    type: Literal["GEOJSON_VECTOR"]
    visible: bool
    alpha: float
    min_zoom: int
    max_zoom: int
    include_in_fit_to_bounds: bool
    joins: list[Any]
    source_descriptor: GridSource
    style: VectorStyle


class Centre(Shape):
    lat: float
    lon: float


class MapState(Shape):
    center: Centre
    zoom: float
    filters: list[Any]
    query: Query
    refresh_config: dict[Literal["isPaused", "interval"], Any]
    time_filters: dict[Literal["from", "to"], str]
    settings: dict[str, Any]


class MapUi(Shape):
    is_layer_toc_open: bool
    open_toc_details: list[str]


class MapAttributes(Shape):
    """elastic/integrations, packages/nginx/kibana/map/nginx-4576daa0-….json, but for its layer from the tile service; layers are
    called GEOJSON_VECTOR since Kibana 8.1 (elastic/kibana, maps/common/descriptor_types/layer_descriptor_types.ts)."""

    title: str
    description: str
    layer_list_json: Json[list[MapLayer]]
    map_state_json: Json[MapState]
    ui_state_json: Json[MapUi]


class MapObject(Saved):
    type: Literal["map"]
    type_migration_version: Literal["8.4.0"]
    attributes: MapAttributes
