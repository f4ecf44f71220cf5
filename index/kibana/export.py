"""configs/kibana/*.ndjson: one object a line, the same bytes whenever they are written."""

from __future__ import annotations

from pathlib import Path

import orjson

from index.kibana.dashboards import dashboard_object, panel_objects
from index.kibana.definitions import DASHBOARDS, SEARCHES, VIEWS
from index.kibana.model import slug
from index.kibana.saved import Json
from index.kibana.views import search_object, view_object


def objects() -> dict[str, list[Json]]:
    """File name without its end → objects, those that others refer to first."""
    found = {"data-views": [view_object(view) for view in VIEWS], "searches": [search_object(search) for search in SEARCHES]}
    return found | {slug(dashboard.title): [*panel_objects(dashboard), dashboard_object(dashboard)] for dashboard in DASHBOARDS}


def rendered() -> dict[str, bytes]:
    """File name → content."""
    return {
        f"{name}.ndjson": b"".join(orjson.dumps(made, option=orjson.OPT_SORT_KEYS) + b"\n" for made in group)
        for name, group in objects().items()
    }


def write(folder: Path) -> list[Path]:
    """Write all files into the folder and return their paths. Files of other names there are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in rendered().items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return paths
