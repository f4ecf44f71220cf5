"""Names of the border towns, zones and checkpoints in the gazetteer."""

from __future__ import annotations

from pathlib import Path

import yaml


def border_place_names(gazetteer: Path) -> frozenset[str]:
    """Names of all border places except whole countries; none where the gazetteer has no such file."""
    path = gazetteer / "border_places.yml"
    if not path.is_file():
        return frozenset()
    places = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["places"]  # noqa: S506  a safe loader
    return frozenset(place["name"] for place in places if place["kind"] != "country")
