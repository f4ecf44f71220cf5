"""The objects in configs/kibana: as real ones are built, and true in themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import orjson
import pytest
from pydantic import Field, TypeAdapter

from index.kibana.definitions import DASHBOARDS, EVIDENCE, SEARCHES
from index.kibana.export import objects, rendered, write
from index.kibana.layout import placed
from index.kibana.model import Dashboard, MapPanel, Panel, SearchPanel
from index.kibana.saved import Json
from tests.index.kibana.real_shapes.charts import LensObject
from tests.index.kibana.real_shapes.dashboards import DashboardObject
from tests.index.kibana.real_shapes.maps import MapObject
from tests.index.kibana.real_shapes.views import DataView, SearchObject

FOLDER = Path(__file__).parents[3] / "configs" / "kibana"
ALL = [made for group in objects().values() for made in group]
REAL: TypeAdapter[Any] = TypeAdapter(
    Annotated[DataView | SearchObject | LensObject | MapObject | DashboardObject, Field(discriminator="type")]
)


def by_name(made: Json) -> str:
    return str(made["id"])


def referred(made: Any) -> Iterator[str]:
    """Every name of a reference that stands in an object, also in the JSON inside of strings."""
    if isinstance(made, dict):
        yield from (value for key, value in made.items() if key.endswith("RefName"))
        for key, value in made.items():
            yield from referred(orjson.loads(value) if key.endswith("JSON") else value)
    elif isinstance(made, list):
        for value in made:
            yield from referred(value)


def test_the_files_are_what_the_definitions_give() -> None:
    """After a change: `python -m index.kibana`."""
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == rendered()


def test_writing_again_changes_no_byte(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write(tmp_path)]
    assert [path.read_bytes() for path in write(tmp_path)] == first


@pytest.mark.parametrize("made", ALL, ids=by_name)
def test_an_object_has_the_structure_of_real_exports(made: Json) -> None:
    REAL.validate_json(orjson.dumps(made))


def test_the_structure_refuses_a_key_that_no_export_has() -> None:
    made = orjson.loads(orjson.dumps(next(made for made in ALL if made["type"] == "lens")))
    made["attributes"]["state"]["visualisation"] = {}
    with pytest.raises(ValueError, match="visualisation"):
        REAL.validate_json(orjson.dumps(made))


def test_ids_are_unique() -> None:
    assert len({made["id"] for made in ALL}) == len(ALL)


@pytest.mark.parametrize("made", ALL, ids=by_name)
def test_every_reference_leads_to_an_object_of_that_type(made: Json) -> None:
    there = {(made["type"], made["id"]) for made in ALL}
    assert {(reference["type"], reference["id"]) for reference in made["references"]} <= there


@pytest.mark.parametrize("made", ALL, ids=by_name)
def test_every_reference_by_name_is_listed(made: Json) -> None:
    names = {reference["name"].rpartition(":")[2] for reference in made["references"]}
    assert set(referred(made["attributes"])) <= names


def test_every_control_reads_the_data_view_it_names() -> None:
    for made in ALL:
        if made["type"] == "dashboard":
            lists = orjson.loads(made["attributes"]["controlGroupInput"]["panelsJSON"])
            listed = {reference["name"]: reference["id"] for reference in made["references"]}
            for name, control in lists.items():
                assert listed[f"controlGroup_{name}:optionsListDataView"] == control["explicitInput"]["dataViewId"]


def test_objects_stand_after_those_they_refer_to() -> None:
    seen: set[str] = set()
    for made in ALL:
        assert {reference["id"] for reference in made["references"]} <= seen
        seen.add(made["id"])


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.title)
def test_panels_fill_the_width_and_never_overlap(dashboard: Dashboard) -> None:
    taken: set[tuple[int, int]] = set()
    for place in placed(dashboard.panels):
        cells = {(x, y) for x in range(place.x, place.x + place.width) for y in range(place.y, place.y + place.height)}
        assert not cells & taken
        assert place.x + place.width <= 48
        taken |= cells
    assert max(x for x, _ in taken) == 47


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.title)
def test_panels_of_a_dashboard_have_names_of_their_own(dashboard: Dashboard) -> None:
    assert len({place.name for place in placed(dashboard.panels)}) == len(dashboard.panels)


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.title)
def test_every_panel_says_in_a_sentence_what_it_shows(dashboard: Dashboard) -> None:
    for said in (dashboard, *dashboard.panels):
        assert re.fullmatch(r"[A-Z].{10,160}\.", said.says), said.title


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.title)
def test_a_panel_shows_its_sentence_and_its_title(dashboard: Dashboard) -> None:
    made = next(made for made in ALL if made["attributes"]["title"] == f"{dashboard.title} [compoundwatch]")
    shown = [(panel["title"], panel["embeddableConfig"]["description"]) for panel in orjson.loads(made["attributes"]["panelsJSON"])]
    assert shown == [(panel.title, panel.says) for panel in dashboard.panels]


def test_country_language_compound_and_risk_narrow_every_dashboard_that_has_them() -> None:
    for dashboard in DASHBOARDS:
        labels = {control.label for control in dashboard.controls}
        assert {"Country", "Language", "Compound", "Risk"} <= labels or dashboard.kind == "runs", dashboard.title


def test_charts_of_another_view_ignore_the_controls() -> None:
    for dashboard in DASHBOARDS:
        for panel in dashboard.panels:
            if isinstance(panel, Panel):
                title = f"{panel.title} [compoundwatch]"
                layers = [
                    made["attributes"]["state"]["datasourceStates"]["formBased"]["layers"]["layer"]
                    for made in objects()[dashboard_file(dashboard)]
                    if made["type"] == "lens" and made["attributes"]["title"] == title
                ]
                assert [layer["ignoreGlobalFilters"] for layer in layers] == [panel.kind != dashboard.kind]


def dashboard_file(dashboard: Dashboard) -> str:
    return next(name for name, group in objects().items() if group[-1]["attributes"]["title"].startswith(f"{dashboard.title} ["))


def test_no_map_asks_a_tile_service() -> None:
    for made in ALL:
        if made["type"] == "map":
            sources = [layer["sourceDescriptor"]["type"] for layer in orjson.loads(made["attributes"]["layerListJSON"])]
            assert set(sources) == {"ES_GEO_GRID", "ES_SEARCH"}


def test_risk_is_coloured_and_source_and_evidence_are_links() -> None:
    view = next(made for made in ALL if made["id"] == "compoundwatch-postings")
    formats = orjson.loads(view["attributes"]["fieldFormatMap"])
    assert formats["risk.level"]["id"] == "color"
    assert {re.sub(r"\W", "", colour["regex"]) for colour in formats["risk.level"]["params"]["colors"]} == {
        "low", "watch", "high", "critical",
    }  # fmt: skip
    assert formats["url"]["id"] == "url"
    assert formats["id"]["params"]["urlTemplate"] == EVIDENCE


def test_every_saved_search_is_loaded_and_those_on_dashboards_are_among_them() -> None:
    shown = {panel.search for dashboard in DASHBOARDS for panel in dashboard.panels if isinstance(panel, SearchPanel)}
    assert shown <= set(SEARCHES)


def test_there_is_a_map() -> None:
    assert any(isinstance(panel, MapPanel) for dashboard in DASHBOARDS for panel in dashboard.panels)
