"""Where panels stand on a dashboard: left to right in rows, 48 columns wide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.kibana.model import AnyPanel, slug

COLUMNS: Final = 48


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is the panel's own within its dashboard; the rest counts columns and rows of Kibana's grid."""

    name: str
    x: int
    y: int
    width: int
    height: int


def placed(panels: Iterable[AnyPanel]) -> list[Place]:
    """A place for each panel, in order; a row is as high as its highest panel."""
    places: list[Place] = []
    x = y = height = 0
    for panel in panels:
        if x + panel.width > COLUMNS:
            x, y, height = 0, y + height, 0
        places.append(Place(slug(panel.title), x, y, panel.width, panel.height))
        x, height = x + panel.width, max(height, panel.height)
    return places
