"""The compiled file of world places: built once, shared, and refused when its sources name unknown towns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from compoundwatch.config.toponyms import ProvincesConfig, load_toponyms
from enrich.places.compiled import Sources, ToponymFile, open_toponyms
from enrich.places.compiler import UnknownTown, compile_toponyms

ROOT = Path(__file__).parents[3]
GAZETTEER = ROOT / "configs" / "gazetteer"
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def toponyms(toponym_cache: Path) -> ToponymFile:
    return open_toponyms(Sources.load(GAZETTEER), toponym_cache)


def test_a_name_leads_to_its_bearers(toponyms: ToponymFile) -> None:
    rows = [toponyms.row(index) for index, _ in toponyms.bearing("luang prabang")]
    assert "LA" in {row.country for row in rows}


def test_beginnings_are_names_that_the_text_begins_with(toponyms: ToponymFile) -> None:
    assert toponyms.beginnings("bangkokxyz")[-1] == "bangkok"


def test_an_unknown_name_has_no_bearers(toponyms: ToponymFile) -> None:
    assert toponyms.bearing("no such town anywhere") == []


def test_the_file_stays_small(toponym_cache: Path, toponyms: ToponymFile) -> None:
    sizes = {folder.name: sum(file.stat().st_size for file in folder.iterdir()) for folder in toponym_cache.glob("toponyms-*")}
    assert all(size < 30 * MEGABYTE for size in sizes.values())


def test_it_is_not_built_again(toponym_cache: Path, toponyms: ToponymFile) -> None:
    before = {folder: folder.stat().st_mtime_ns for folder in toponym_cache.glob("toponyms-*")}
    open_toponyms(Sources.load(GAZETTEER), toponym_cache)
    assert {folder: folder.stat().st_mtime_ns for folder in toponym_cache.glob("toponyms-*")} == before


def test_a_province_with_an_unknown_seat_is_refused() -> None:
    provinces = ProvincesConfig.model_validate({"provinces": {"KH": [{"name": "X", "seat": "Nowhereville", "names": ["X"]}]}})
    with pytest.raises(UnknownTown, match="'Nowhereville' in KH"):
        compile_toponyms(provinces, load_toponyms(GAZETTEER), ())


@pytest.mark.slow
def test_two_processes_build_it_once(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from enrich.places.compiled import prepare; prepare(*map(Path, sys.argv[1:]))"
    both = [subprocess.Popen([sys.executable, "-c", code, str(GAZETTEER), str(tmp_path)], cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert len(list(tmp_path.glob("toponyms-*"))) == 1
    assert list(tmp_path.glob(".toponyms-*")) == []
