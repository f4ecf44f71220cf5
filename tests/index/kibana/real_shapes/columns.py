"""The columns of a Lens object: what is asked for."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from tests.index.kibana.real_shapes.common import Shape


class FigureParams(Shape):
    empty_as_null: bool


class FigureColumn(Shape):
    """elastic/kibana, kbn-lens-common/datasources/operations.ts: count, unique_count and the metric columns."""

    label: str
    custom_label: Literal[True]
    data_type: Literal["number"]
    is_bucketed: Literal[False]
    operation_type: Literal["count", "unique_count", "sum", "average", "median", "max"]
    scale: Literal["ratio"]
    source_field: str
    params: FigureParams


class OrderBy(Shape):
    type: Literal["column"]
    column_id: str


class TermsParams(Shape):
    size: int = Field(ge=1, le=1000)
    accuracy_mode: bool
    order_by: OrderBy
    order_direction: Literal["asc", "desc"]
    other_bucket: bool
    missing_bucket: bool
    parent_format: dict[Literal["id"], Literal["terms"]]
    include: list[str]
    exclude: list[str]
    include_is_regex: bool
    exclude_is_regex: bool
    secondary_fields: list[str]


class TermsColumn(Shape):
    """elastic/integrations, packages/cloudflare_logpush/kibana/dashboard/cloudflare_logpush-09ef2620-….json; `accuracyMode` in
    elastic/kibana, kbn-lens-common/datasources/operations.ts."""

    label: str
    custom_label: Literal[True]
    data_type: Literal["string"]
    is_bucketed: Literal[True]
    operation_type: Literal["terms"]
    scale: Literal["ordinal"]
    source_field: str
    params: TermsParams


class DateParams(Shape):
    interval: str
    include_empty_rows: bool
    drop_partials: bool


class DateColumn(Shape):
    """elastic/integrations, packages/nginx/kibana/lens/nginx-nginx_otel-1812d060-….json."""

    label: str
    custom_label: Literal[True]
    data_type: Literal["date"]
    is_bucketed: Literal[True]
    operation_type: Literal["date_histogram"]
    scale: Literal["interval"]
    source_field: str
    params: DateParams


class FormLayer(Shape):
    column_order: list[str]
    columns: dict[str, FigureColumn | TermsColumn | DateColumn]
    ignore_global_filters: bool
    incomplete_columns: dict[str, Any]
    sampling: int


class Layers(Shape):
    layers: dict[str, FormLayer]


class States(Shape):
    form_based: Layers
    text_based: Layers
