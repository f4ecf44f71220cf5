"""Lens objects: how what is asked for is drawn."""

from __future__ import annotations

from typing import Any, Literal

from tests.index.kibana.real_shapes.columns import States
from tests.index.kibana.real_shapes.common import Query, Saved, Shape


class MetricChart(Shape):
    """elastic/integrations, packages/system/kibana/dashboard/system-Metrics-system-overview.json (lnsMetric)."""

    layer_id: str
    layer_type: Literal["data"]
    metric_accessor: str


class TableColumn(Shape):
    column_id: str
    is_transposed: bool


class Paging(Shape):
    enabled: bool
    size: Literal[10, 20, 30, 50, 100]


class TableChart(Shape):
    """The same dashboard of cloudflare_logpush (lnsDatatable)."""

    layer_id: str
    layer_type: Literal["data"]
    columns: list[TableColumn]
    paging: Paging


class PieLayer(Shape):
    layer_id: str
    layer_type: Literal["data"]
    primary_groups: list[str]
    metrics: list[str]
    number_display: Literal["percent", "value", "hidden"]
    category_display: Literal["default", "inside", "hide"]
    legend_display: Literal["default", "show", "hide"]
    nested_legend: bool


class PieChart(Shape):
    """The same dashboard of cloudflare_logpush (lnsPie)."""

    shape: Literal["donut", "pie"]
    layers: list[PieLayer]


class HeatLegend(Shape):
    is_visible: bool
    position: Literal["left", "right", "top", "bottom"]
    type: Literal["heatmap_legend"]


class HeatGrid(Shape):
    type: Literal["heatmap_grid"]
    is_cell_label_visible: bool
    is_x_axis_label_visible: bool
    is_x_axis_title_visible: bool
    is_y_axis_label_visible: bool
    is_y_axis_title_visible: bool


class HeatChart(Shape):
    """elastic/kibana, kbn-lens-embeddable-utils/config_builder/charts/heatmap.test.ts, the object it expects."""

    shape: Literal["heatmap"]
    layer_id: str
    layer_type: Literal["data"]
    x_accessor: str
    y_accessor: str
    value_accessor: str
    legend: HeatLegend
    grid_config: HeatGrid


class Axes(Shape):
    x: bool
    y_left: bool
    y_right: bool


class XYLayer(Shape):
    layer_id: str
    layer_type: Literal["data"]
    series_type: Literal["bar_horizontal", "bar_stacked", "line", "area"]
    x_accessor: str
    split_accessor: str | None = None
    accessors: list[str]
    position: Literal["top"]
    show_gridlines: bool


class XYLegend(Shape):
    is_visible: bool
    position: Literal["left", "right", "top", "bottom"]


class XYChart(Shape):
    """elastic/integrations, packages/nginx/kibana/lens/nginx-nginx_otel-1812d060-….json and
    packages/nginx/kibana/dashboard/nginx-a7c82d80-….json (lnsXY)."""

    layers: list[XYLayer]
    legend: XYLegend
    preferred_series_type: str
    value_labels: Literal["hide", "show"]
    fitting_function: Literal["None", "Linear"]
    axis_titles_visibility_settings: Axes
    tick_labels_visibility_settings: Axes
    gridlines_visibility_settings: Axes


class LensState(Shape):
    ad_hoc_data_views: dict[str, Any]
    datasource_states: States
    filters: list[Any]
    internal_references: list[Any]
    query: Query
    visualization: MetricChart | TableChart | PieChart | HeatChart | XYChart


class LensAttributes(Shape):
    title: str
    description: str
    visualization_type: Literal["lnsMetric", "lnsXY", "lnsPie", "lnsDatatable", "lnsHeatmap"]
    state: LensState


class LensObject(Saved):
    """elastic/integrations, packages/nginx/kibana/lens/nginx-nginx_otel-1812d060-….json."""

    type: Literal["lens"]
    type_migration_version: Literal["8.9.0"]
    attributes: LensAttributes
