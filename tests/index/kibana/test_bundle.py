"""What is read from configs/kibana, and what of it is this installation's own."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from compoundwatch.errors import ConfigError
from index.kibana.bundle import as_file, read_objects
from index.kibana.export import objects, write
from index.kibana.saved import Json

PAGE = "https://console.example.org/evidence/{id}"


def read(folder: Path, prefix: str = "compoundwatch", evidence: str = PAGE) -> dict[str, Json]:
    return {made["id"]: made for made in read_objects(folder, prefix=prefix, evidence=evidence)}


def test_data_views_show_the_aliases_of_this_installation(tmp_path: Path) -> None:
    write(tmp_path)
    titles = {made["attributes"]["title"] for made in read(tmp_path, prefix="desk").values() if made["type"] == "index-pattern"}
    assert titles == {"desk-postings", "desk-changes", "desk-runs", "desk-alerts"}


def test_evidence_links_lead_to_the_page_of_this_installation(tmp_path: Path) -> None:
    write(tmp_path)
    formats = orjson.loads(read(tmp_path)["compoundwatch-alerts"]["attributes"]["fieldFormatMap"])
    assert formats["posting_id"]["params"]["urlTemplate"] == "https://console.example.org/evidence/{{value}}"


def test_all_else_is_loaded_as_it_stands(tmp_path: Path) -> None:
    write(tmp_path)
    written = {made["id"]: made for group in objects().values() for made in group if made["type"] != "index-pattern"}
    assert {name: made for name, made in read(tmp_path).items() if made["type"] != "index-pattern"} == written


def test_an_export_of_kibanas_own_laid_beside_is_loaded_too(tmp_path: Path) -> None:
    ours = b'{"id":"mine","type":"index-pattern","attributes":{"title":"logs-*"},"references":[]}\n'
    (tmp_path / "mine.ndjson").write_bytes(ours + b'{"exportedCount":1,"missingRefCount":0}\n\n')
    assert read(tmp_path, prefix="desk")["mine"]["attributes"]["title"] == "logs-*"


def test_a_file_to_load_has_one_object_a_line(tmp_path: Path) -> None:
    write(tmp_path)
    found = read_objects(tmp_path, prefix="desk", evidence=PAGE)
    assert [orjson.loads(line) for line in as_file(found).splitlines()] == found


@pytest.mark.parametrize("line", ["{", "[]", "1", '{"type": "lens"}', '{"type": 1, "id": "x"}'])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "own.ndjson").write_text(f"\n{line}\n")
    with pytest.raises(ConfigError, match=r"own\.ndjson:2: expected"):
        read(tmp_path)


def test_an_empty_folder_is_told() -> None:
    with pytest.raises(ConfigError, match=r"expected \.ndjson files"):
        read(Path("/nowhere"))
