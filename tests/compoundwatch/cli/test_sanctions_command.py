"""`compoundwatch sanctions`, as a person or a program calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from compoundwatch.cli import main

WORDS = Path(__file__).parents[3] / "configs" / "sanctions" / "words.yml"
LIST = "id,schema,name,aliases\nos-1,Company,Zarnobel Holding Group,Zarnobel Pay\nos-2,Person,Exemplar Musterovich,\n"


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of lists, with one list laid there by hand."""
    folder = tmp_path / "configs" / "sanctions"
    folder.mkdir(parents=True)
    (tmp_path / "configs" / "app.yml").write_text("store: {kind: embedded}\n")
    (folder / "words.yml").write_bytes(WORDS.read_bytes())
    (folder / "list.csv").write_text(LIST)
    files = [{"path": "list.csv", "format": "opensanctions-csv"}]
    made_up = {"title": "Made up", "licence": "none", "enabled": True, "files": files}
    (folder / "lists.yml").write_text(yaml.safe_dump({"lists": {"made-up": made_up}}))
    monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(tmp_path / "configs"))
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))
    return folder


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["sanctions", *arguments])
    return int(left.value.code or 0)


def test_refresh_tells_what_became_of_each_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("refresh", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [{"list": "made-up", "entities": 2, "copy": "new", "problem": None}]


def test_check_tells_list_entry_and_score(capsys: pytest.CaptureFixture[str]) -> None:
    run("refresh")
    capsys.readouterr()
    assert run("check", "zarnobel pay", "nobody", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "asked": "zarnobel pay", "list": "made-up", "entity_id": "os-1", "name": "Zarnobel Holding Group",
            "matched": "zarnobel pay", "score": 1.0,
        }
    ]  # fmt: skip


def test_check_without_lists_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "Zarnobel Pay") == 2
    assert "run `compoundwatch sanctions refresh`" in capsys.readouterr().err


def test_a_list_that_became_broken_is_told_and_the_index_stays(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("refresh")
    (installed / "list.csv").write_text("<html>")
    assert run("refresh") == 1
    assert "id, schema, name, aliases is missing" in capsys.readouterr().err
    assert run("check", "zarnobel pay", "--json") == 0
    assert "os-1" in capsys.readouterr().out


def test_a_wrong_key_in_lists_yml_is_told_with_its_line(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (installed / "lists.yml").write_text("lists: {}\nleast: 3\n")
    assert run("refresh") == 2
    assert "lists.yml:2: least: is no key we know" in capsys.readouterr().err


def test_lists_tells_terms_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    run("refresh")
    capsys.readouterr()
    run("lists", "--json")
    assert json.loads(capsys.readouterr().out) == [
        {"list": "made-up", "title": "Made up", "enabled": True, "entities": 2, "licence": "none"}
    ]
