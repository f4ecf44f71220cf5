"""A panel as a Lens object. Keys and values are those of real exports (elastic/integrations, packages/*/kibana)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from index.kibana.model import By, Chart, Figure, Panel
from index.kibana.saved import Json, saved, titled, view_reference

_LAYER: Final = "layer"
_RECORDS: Final = "___records___"
_OPERATIONS: Final = {"unique": "unique_count"}


def lens_object(panel: Panel, object_name: str, *, alone: bool) -> Json:
    """The saved object. `alone`: the controls and filters of its dashboard are about fields that it does not have."""
    attributes = {
        "title": titled(panel.title),
        "description": panel.says,
        "visualizationType": _SHAPES[panel.chart][0],
        "state": _state(panel, alone=alone),
    }
    return saved("lens", object_name, attributes, [view_reference(panel.kind, f"indexpattern-datasource-layer-{_LAYER}")])


def by_ids(panel: Panel) -> list[str]:
    """Ids of the splits, the outermost first."""
    return [f"by{number}" for number in range(len(panel.by))]


def figure_ids(panel: Panel) -> list[str]:
    return [f"figure{number}" for number in range(len(panel.figures))]


def is_exact(panel: Panel) -> bool:
    """Whether each month names so many values that none of the commonest is missed; too much where those are split again."""
    return len(panel.by) == 1


def _state(panel: Panel, *, alone: bool) -> Json:
    columns = {name: _split(by, exact=is_exact(panel)) for name, by in zip(by_ids(panel), panel.by, strict=True)}
    columns |= dict(zip(figure_ids(panel), map(_figure, panel.figures), strict=True))
    layer = {
        "columnOrder": list(columns),
        "columns": columns,
        "ignoreGlobalFilters": alone,
        "incompleteColumns": {},
        "sampling": 1,
    }
    return {
        "adHocDataViews": {},
        "datasourceStates": {"formBased": {"layers": {_LAYER: layer}}, "textBased": {"layers": {}}},
        "filters": [],
        "internalReferences": [],
        "query": {"language": "lucene", "query": panel.query},
        "visualization": _SHAPES[panel.chart][1](panel),
    }


def _split(by: By, *, exact: bool) -> Json:
    common = {"label": by.label, "customLabel": True, "isBucketed": True, "sourceField": by.field}
    if by.every:
        params: Json = {"interval": by.every, "includeEmptyRows": True, "dropPartials": False}
        return {**common, "dataType": "date", "operationType": "date_histogram", "scale": "interval", "params": params}
    params = {
        "size": by.size,
        "accuracyMode": exact,
        "orderBy": {"type": "column", "columnId": "figure0"},
        "orderDirection": "desc",
        # A further request of Kibana's own would be needed for either.
        "otherBucket": False,
        "missingBucket": False,
        "parentFormat": {"id": "terms"},
        "include": [],
        "exclude": [],
        "includeIsRegex": False,
        "excludeIsRegex": False,
        "secondaryFields": [],
    }
    return {**common, "dataType": "string", "operationType": "terms", "scale": "ordinal", "params": params}


def _figure(figure: Figure) -> Json:
    return {
        "label": figure.label,
        "customLabel": True,
        "dataType": "number",
        "isBucketed": False,
        "operationType": _OPERATIONS.get(figure.reckon, figure.reckon),
        "scale": "ratio",
        "sourceField": figure.field or _RECORDS,
        "params": {"emptyAsNull": False},
    }


def _number(panel: Panel) -> Json:
    return {"layerId": _LAYER, "layerType": "data", "metricAccessor": figure_ids(panel)[0]}


def _table(panel: Panel) -> Json:
    ids = [*by_ids(panel), *figure_ids(panel)]
    return {
        "layerId": _LAYER,
        "layerType": "data",
        "columns": [{"columnId": column, "isTransposed": False} for column in ids],
        "paging": {"enabled": True, "size": 20},
    }


def _shares(panel: Panel) -> Json:
    layer = {
        "layerId": _LAYER,
        "layerType": "data",
        "primaryGroups": by_ids(panel),
        "metrics": figure_ids(panel)[:1],
        "numberDisplay": "percent",
        "categoryDisplay": "default",
        "legendDisplay": "show",
        "nestedLegend": False,
    }
    return {"shape": "donut", "layers": [layer]}


def _heat(panel: Panel) -> Json:
    labels = {f"is{axis}Axis{part}Visible": True for axis in "XY" for part in ("Label", "Title")}
    return {
        "shape": "heatmap",
        "layerId": _LAYER,
        "layerType": "data",
        "xAccessor": by_ids(panel)[0],
        "yAccessor": by_ids(panel)[1],
        "valueAccessor": figure_ids(panel)[0],
        "legend": {"isVisible": True, "position": "right", "type": "heatmap_legend"},
        "gridConfig": {"type": "heatmap_grid", "isCellLabelVisible": True, **labels},
    }


def _bars(panel: Panel) -> Json:
    return _xy("bar_horizontal", panel, x=by_ids(panel)[0], split=None)


def _time(panel: Panel) -> Json:
    """The last split is the time; one before it colours the bars."""
    *split, x = by_ids(panel)
    return _xy("bar_stacked", panel, x=x, split=split[0] if split else None)


def _xy(series: str, panel: Panel, *, x: str, split: str | None) -> Json:
    layer = {
        "layerId": _LAYER,
        "layerType": "data",
        "seriesType": series,
        "xAccessor": x,
        "accessors": figure_ids(panel)[:1],
        "position": "top",
        "showGridlines": False,
    }
    axes = {"x": True, "yLeft": True, "yRight": True}
    return {
        "layers": [layer | ({"splitAccessor": split} if split else {})],
        "legend": {"isVisible": bool(split), "position": "right"},
        "preferredSeriesType": series,
        "valueLabels": "hide",
        "fittingFunction": "None",
        "axisTitlesVisibilitySettings": {"x": False, "yLeft": False, "yRight": False},
        "tickLabelsVisibilitySettings": axes,
        "gridlinesVisibilitySettings": axes,
    }


_SHAPES: Final[Mapping[Chart, tuple[str, Callable[[Panel], Json]]]] = {
    "number": ("lnsMetric", _number),
    "time": ("lnsXY", _time),
    "bars": ("lnsXY", _bars),
    "shares": ("lnsPie", _shares),
    "table": ("lnsDatatable", _table),
    "heat": ("lnsHeatmap", _heat),
}
