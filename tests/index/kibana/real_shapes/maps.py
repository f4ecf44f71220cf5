"""Maps."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, Json

from tests.index.kibana.real_shapes.common import Query, Saved, Shape


class GridMetric(Shape):
    type: Literal["count", "max"]
    field: str | None = None


class DataSource(Shape):
    id: str
    geo_field: str
    apply_global_query: bool
    apply_global_time: bool
    apply_force_refresh: bool
    index_pattern_ref_name: str


class GridSource(DataSource):
    type: Literal["ES_GEO_GRID"]
    request_type: Literal["point", "grid", "heatmap"]
    resolution: Literal["COARSE", "FINE", "MOST_FINE", "SUPER_FINE"]
    metrics: list[GridMetric]


class SearchLayerSource(DataSource):
    """elastic/kibana, maps/server/sample_data/ecommerce_saved_objects.js, the layer that is drawn from zoom 9 on."""

    type: Literal["ES_SEARCH"]
    scaling_type: Literal["LIMIT", "CLUSTERS", "MVT", "TOP_HITS"]
    limit: int
    filter_by_map_bounds: bool
    tooltip_properties: list[str]


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
    source_descriptor: Annotated[GridSource | SearchLayerSource, Field(discriminator="type")]
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
    """elastic/integrations, packages/nginx/kibana/map/nginx-c6f06c20-….json, but for its layer from the tile service."""

    title: str
    description: str
    layer_list_json: Json[list[MapLayer]]
    map_state_json: Json[MapState]
    ui_state_json: Json[MapUi]


class MapObject(Saved):
    type: Literal["map"]
    type_migration_version: Literal["8.4.0"]
    attributes: MapAttributes
