"""The words that definitions.py is written in: views, panels, layers of a map, searches, dashboards.

From one definition come two things: the object that Kibana loads (lens.py, maps.py, views.py, dashboards.py) and the request that
Elasticsearch is asked for it (requests.py), so that what was tested is what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# Alias of the server store that a data view shows (index.elastic.names).
Kind = Literal["postings", "changes", "runs", "alerts"]
Chart = Literal["number", "time", "bars", "shares", "table", "heat"]
Reckoning = Literal["count", "unique", "sum", "average", "median", "max"]


@dataclass(frozen=True, slots=True)
class Badge:
    """Colours of a word: text on background, `#rrggbb`."""

    text: str
    background: str


@dataclass(frozen=True, slots=True)
class Link:
    """A value shown as a link. `{{value}}` is the value escaped for a URL; without a template it is a link itself."""

    template: str | None = None
    label: str | None = None


Format = Mapping[str, Badge] | Link


@dataclass(frozen=True, slots=True)
class View:
    """One alias as analysts see it. `time` is the date field that the time picker narrows."""

    kind: Kind
    title: str
    time: str
    formats: Mapping[str, Format]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class By:
    """A split: the `size` commonest values of a field; with `every` (`1h`, `1d`, `1w`) the spans of a date field."""

    field: str
    label: str
    size: int = 10
    every: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What is reckoned of each part; `count` needs no field."""

    label: str
    reckon: Reckoning = "count"
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart. `says` is its sentence, `query` (Lucene) narrows it. The outermost split is first; the first figure sorts."""

    title: str
    says: str
    chart: Chart
    by: tuple[By, ...] = ()
    figures: tuple[Figure, ...] = (Figure("Postings"),)
    query: str = ""
    kind: Kind = "postings"
    width: int = 24
    height: int = 12


@dataclass(frozen=True, slots=True)
class Layer:
    """Clusters of a geo_point field, sized by count and coloured by the greatest `colour_by`."""

    title: str
    field: str
    colour_by: str
    ramp: str


@dataclass(frozen=True, slots=True)
class MapPanel:
    """A map of postings without any background that would have to be fetched. `centre` is latitude and longitude.

    From close by the postings themselves are drawn; `shown` are the fields that a click on one tells.
    """

    title: str
    says: str
    layers: tuple[Layer, ...]
    shown: tuple[str, ...]
    centre: tuple[float, float]
    zoom: float
    width: int = 48
    height: int = 26


@dataclass(frozen=True, slots=True)
class Search:
    """A saved search. `query` is Lucene syntax; `sort` names fields, `-` in front for the greatest first."""

    title: str
    says: str
    query: str
    columns: tuple[str, ...]
    sort: tuple[str, ...]
    kind: Kind = "postings"


@dataclass(frozen=True, slots=True)
class SearchPanel:
    """A saved search shown on a dashboard."""

    search: Search
    width: int = 48
    height: int = 14

    @property
    def title(self) -> str:
        return self.search.title

    @property
    def says(self) -> str:
        return self.search.says


AnyPanel = Panel | MapPanel | SearchPanel


@dataclass(frozen=True, slots=True)
class Control:
    """A list above the dashboard whose picked values narrow all its panels."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`since` is how far back it opens (`now-7d`). Controls and panels of other views than `kind` do not touch each other."""

    title: str
    says: str
    since: str
    controls: tuple[Control, ...]
    panels: tuple[AnyPanel, ...] = field(repr=False)
    kind: Kind = "postings"


def slug(title: str) -> str:
    """The title as part of an id: lower-case words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))


def object_id(*parts: str) -> str:
    """Id of a saved object: the same whenever it is made, so that loading again replaces it."""
    return "-".join(("compoundwatch", *map(slug, parts)))
