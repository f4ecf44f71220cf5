"""What all saved objects have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson

from index.kibana.model import Kind, object_id

Json = dict[str, Any]

# The version of its form that an object names; Kibana brings it to its own. As in public exports of 2024 to 2026
# (elastic/integrations); without them Kibana would take an object for one of years ago.
_CORE: Final = "8.8.0"
_VERSIONS: Final = {"index-pattern": "8.0.0", "search": "10.5.0", "lens": "8.9.0", "map": "8.4.0", "dashboard": "10.2.0"}


def saved(kind: str, name: str, attributes: Json, references: Iterable[Mapping[str, str]] = ()) -> Json:
    return {
        "id": name,
        "type": kind,
        "attributes": attributes,
        "references": list(references),
        "coreMigrationVersion": _CORE,
        "typeMigrationVersion": _VERSIONS[kind],
    }


def titled(title: str) -> str:
    """A title that is told from other people's objects in Kibana's lists."""
    return f"{title} [compoundwatch]"


def view_id(kind: Kind) -> str:
    return object_id(kind)


def view_reference(kind: Kind, name: str) -> dict[str, str]:
    """`name` is what the object calls the data view."""
    return {"type": "index-pattern", "id": view_id(kind), "name": name}


def text(data: Any) -> str:
    """JSON in a string, as Kibana keeps most of an object."""
    return orjson.dumps(data).decode()
