"""Dashboards, their panels and their controls."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, Json

from tests.index.kibana.real_shapes.common import Meta, Saved, Shape


class Grid(Shape):
    x: int = Field(ge=0)
    y: int = Field(ge=0)
    w: int = Field(ge=1, le=48)
    h: int = Field(ge=1)
    i: str


class PanelConfig(Shape):
    description: str
    enhancements: dict[str, Any]


class PanelShape(Shape):
    """The last panel of the dashboard of cloudflare_logpush: one by reference."""

    type: Literal["lens", "map", "search"]
    title: str
    panel_index: str
    panel_ref_name: str
    grid_data: Grid
    embeddable_config: PanelConfig


class ControlInput(Shape):
    id: str
    title: str
    data_view_id: str
    field_name: str
    search_technique: Literal["prefix", "wildcard", "exact"]
    selected_options: list[str]
    sort: dict[Literal["by", "direction"], str]


class ControlShape(Shape):
    type: Literal["optionsListControl"]
    order: int
    width: Literal["small", "medium", "large"]
    grow: bool
    explicit_input: ControlInput


class Ignored(Shape):
    ignore_filters: bool
    ignore_query: bool
    ignore_timerange: bool
    ignore_validations: bool


class ControlGroup(Shape):
    """The control group of the dashboard of cloudflare_logpush."""

    chaining_system: Literal["HIERARCHICAL", "NONE"]
    control_style: Literal["oneLine", "twoLine"]
    ignore_parent_settings_json: Json[Ignored]
    panels_json: Json[dict[str, ControlShape]]
    show_apply_selections: bool


class Options(Shape):
    hide_panel_titles: bool
    sync_colors: bool
    sync_cursor: bool
    sync_tooltips: bool
    use_margins: bool


class Refresh(Shape):
    pause: bool
    value: int


class DashboardAttributes(Shape):
    """elastic/integrations, packages/cloudflare_logpush/kibana/dashboard/cloudflare_logpush-09ef2620-….json; checked on import by
    elastic/kibana, dashboard/server/dashboard_saved_object/schema/v1/v1.ts and v2/v2.ts, where other keys are forbidden."""

    title: str
    description: str
    time_restore: bool
    time_from: str
    time_to: str
    refresh_interval: Refresh
    control_group_input: ControlGroup
    options_json: Json[Options]
    panels_json: Json[list[PanelShape]]
    kibana_saved_object_meta: Meta


class DashboardObject(Saved):
    type: Literal["dashboard"]
    type_migration_version: Literal["10.2.0"]
    attributes: DashboardAttributes
