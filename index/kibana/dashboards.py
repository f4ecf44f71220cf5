"""Dashboards as Kibana's saved objects: panels by reference on a grid, and the lists above them."""

from __future__ import annotations

from collections.abc import Iterator

from index.kibana.layout import Place, placed
from index.kibana.lens import lens_object
from index.kibana.maps import map_object
from index.kibana.model import AnyPanel, Control, Dashboard, MapPanel, Panel, object_id, slug
from index.kibana.saved import Json, saved, text, titled, view_id, view_reference
from index.kibana.views import search_id


def dashboard_object(dashboard: Dashboard) -> Json:
    places = placed(dashboard.panels)
    options = {"hidePanelTitles": False, "syncColors": False, "syncCursor": True, "syncTooltips": False, "useMargins": True}
    attributes = {
        "title": titled(dashboard.title),
        "description": dashboard.says,
        "timeRestore": True,
        "timeFrom": dashboard.since,
        "timeTo": "now",
        "refreshInterval": {"pause": True, "value": 60_000},
        "controlGroupInput": _controls(dashboard),
        "optionsJSON": text(options),
        "panelsJSON": text([_panel(dashboard, *pair) for pair in zip(dashboard.panels, places, strict=True)]),
        "kibanaSavedObjectMeta": {"searchSourceJSON": text({"query": {"language": "kuery", "query": ""}, "filter": []})},
    }
    return saved("dashboard", object_id("dashboard", dashboard.title), attributes, _references(dashboard))


def panel_objects(dashboard: Dashboard) -> Iterator[Json]:
    """The charts and maps that stand on this dashboard alone."""
    for panel in dashboard.panels:
        name = _shown(dashboard, panel)["id"]
        if isinstance(panel, Panel):
            yield lens_object(panel, name, alone=panel.kind != dashboard.kind)
        elif isinstance(panel, MapPanel):
            yield map_object(panel, name)


def _shown(dashboard: Dashboard, panel: AnyPanel) -> dict[str, str]:
    """Type and id of the object that a panel shows."""
    if isinstance(panel, Panel):
        return {"type": "lens", "id": object_id(dashboard.title, panel.title)}
    if isinstance(panel, MapPanel):
        return {"type": "map", "id": object_id(dashboard.title, panel.title)}
    return {"type": "search", "id": search_id(panel.search)}


def _panel(dashboard: Dashboard, panel: AnyPanel, place: Place) -> Json:
    return {
        "type": _shown(dashboard, panel)["type"],
        "title": panel.title,
        "panelIndex": place.name,
        "panelRefName": f"panel_{place.name}",
        "gridData": {"x": place.x, "y": place.y, "w": place.width, "h": place.height, "i": place.name},
        "embeddableConfig": {"description": panel.says, "enhancements": {}},
    }


def _references(dashboard: Dashboard) -> Iterator[dict[str, str]]:
    for panel, place in zip(dashboard.panels, placed(dashboard.panels), strict=True):
        yield {"name": f"{place.name}:panel_{place.name}", **_shown(dashboard, panel)}
    for control in dashboard.controls:
        yield view_reference(dashboard.kind, f"controlGroup_{slug(control.label)}:optionsListDataView")


def _controls(dashboard: Dashboard) -> Json:
    ignored = dict.fromkeys(("ignoreFilters", "ignoreQuery", "ignoreTimerange", "ignoreValidations"), False)
    lists = {slug(control.label): _control(dashboard, control, order) for order, control in enumerate(dashboard.controls)}
    return {
        "chainingSystem": "HIERARCHICAL",
        "controlStyle": "oneLine",
        "ignoreParentSettingsJSON": text(ignored),
        "panelsJSON": text(lists),
        "showApplySelections": False,
    }


def _control(dashboard: Dashboard, control: Control, order: int) -> Json:
    given = {
        "id": slug(control.label),
        "title": control.label,
        "dataViewId": view_id(dashboard.kind),
        "fieldName": control.field,
        "searchTechnique": "prefix",
        "selectedOptions": [],
        "sort": {"by": "_count", "direction": "desc"},
    }
    return {"type": "optionsListControl", "order": order, "width": "medium", "grow": True, "explicitInput": given}
