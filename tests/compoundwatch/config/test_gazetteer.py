"""The gazetteer's files: what is in the checkout loads, and what is wrong is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.config.gazetteer import load_border_places, load_compounds, load_organisations
from compoundwatch.config.toponyms import load_place_roles
from compoundwatch.errors import ConfigError

GAZETTEER = Path(__file__).parents[3] / "configs" / "gazetteer"
ENTRY = """compounds:
  - id: some-park
    name: Some Park
    type: site
    country: KH
    place: somewhere
    sources: [a source]
    grade: [C]
"""


def test_every_compound_has_a_source_and_a_place() -> None:
    assert all(compound.sources and compound.place for compound in load_compounds(GAZETTEER))


def test_no_area_is_a_compound() -> None:
    areas = {place.name for place in load_border_places(GAZETTEER)}
    assert not areas & {compound.name for compound in load_compounds(GAZETTEER)}


def test_organisations_name_compounds_that_exist() -> None:
    ids = {compound.id for compound in load_compounds(GAZETTEER)}
    assert {wanted for group in load_organisations(GAZETTEER).listed for wanted in group.compounds} <= ids


def test_languages_that_borrow_cues_borrow_existing_ones() -> None:
    roles = load_place_roles(GAZETTEER)
    assert set(roles.same_as.values()) <= set(roles.cues)


@pytest.mark.parametrize(
    ("extra", "line", "expected"),
    [
        ("    colour: red\n", 9, "is no key we know"),
        ("    points: [{lat: 95, lon: 1, km: 1}]\n", 9, "less than or equal to 90"),
        ("    points: [{lat: 5, lon: 1, km: 1, of: town}]\n", 2, "km of at least 2"),
        ("    town_names: [Another Park]\n", 2, "expected names of 'some-park'"),
        ("    context: {names: [Another Park]}\n", 2, "expected names of 'some-park'"),
        ("    status: [{date: 2024, what: x, source: y}]\n", 9, "expected a valid string"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line(tmp_path: Path, extra: str, line: int, expected: str) -> None:
    (tmp_path / "compounds.yml").write_text(ENTRY + extra, encoding="utf-8")
    with pytest.raises(ConfigError, match=expected) as refused:
        load_compounds(tmp_path)
    assert refused.value.line == line


def test_two_compounds_with_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "compounds.yml").write_text(ENTRY + ENTRY.partition("\n")[2], encoding="utf-8")
    with pytest.raises(ConfigError, match="stands more than once"):
        load_compounds(tmp_path)
