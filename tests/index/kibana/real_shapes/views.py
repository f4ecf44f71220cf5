"""Data views and saved searches."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, Json

from tests.index.kibana.real_shapes.common import Meta, Saved, Shape


class Badge(Shape):
    regex: str
    range: str
    text: str = Field(pattern=r"^#[0-9a-f]{6}$")
    background: str = Field(pattern=r"^#[0-9a-f]{6}$")


class ColourParams(Shape):
    field_type: Literal["string"]
    colors: list[Badge]


class ColourFormat(Shape):
    """elastic/kibana, field_formats/common/converters/color.tsx."""

    id: Literal["color"]
    params: ColourParams


class UrlParams(Shape):
    type: Literal["a"]
    url_template: str | None = None
    label_template: str | None = None
    open_link_in_current_tab: bool


class UrlFormat(Shape):
    """elastic/kibana, field_formats/common/converters/url.tsx."""

    id: Literal["url"]
    params: UrlParams


class CustomLabel(Shape):
    custom_label: str


class DataViewAttributes(Shape):
    """elastic/kibana, home/server/services/sample_data/data_sets/ecommerce/saved_objects.ts, the index-pattern."""

    title: str
    name: str
    time_field_name: str
    field_format_map: Json[dict[str, Annotated[ColourFormat | UrlFormat, Field(discriminator="id")]]]
    field_attrs: Json[dict[str, CustomLabel]]
    source_filters: Json[list[dict[Literal["value"], str]]]
    fields: Json[list[Any]]
    runtime_field_map: Json[dict[str, Any]]
    type_meta: Json[dict[str, Any]]


class DataView(Saved):
    type: Literal["index-pattern"]
    type_migration_version: Literal["8.0.0"]
    attributes: DataViewAttributes


class SearchAttributes(Shape):
    """elastic/integrations, packages/system/kibana/search/system-00025874-….json; checked on import by model version 5 in
    elastic/kibana, saved_search/server/saved_objects/schema_legacy.ts."""

    title: str
    description: str
    columns: list[str]
    sort: list[list[str]]
    grid: dict[str, Any]
    hide_chart: bool
    is_text_based_query: bool
    time_restore: bool
    kibana_saved_object_meta: Meta


class SearchObject(Saved):
    type: Literal["search"]
    type_migration_version: Literal["10.5.0"]
    attributes: SearchAttributes
