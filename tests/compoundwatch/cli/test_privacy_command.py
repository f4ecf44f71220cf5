"""`compoundwatch privacy`, as a person or a program calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compoundwatch.cli import main

TEXT = "Job wanted\nPassport No: AB0000001 \x1b[31mred\nMobile 0300-0000102"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "posting.txt"
    path.write_text(TEXT)
    return path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["privacy", *arguments])
    return int(left.value.code or 0)


def test_a_person_sees_the_text_with_its_masks_and_what_stands_behind_them(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(file)) == 0
    shown = capsys.readouterr().out

    assert "Passport No: [passport number]" in shown
    assert "AB0000001" in shown
    assert "\x1b[31m" not in shown


def test_a_program_gets_spans_and_rules(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(file), "--json") == 0
    found = json.loads(capsys.readouterr().out)["findings"]

    assert [(one["kind"], one["words"]) for one in found] == [("passport number", "AB0000001"), ("phone", "0300-0000102")]


def test_a_posting_as_json_is_read_by_title_and_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "posting.json"
    path.write_text(json.dumps({"title": "Cook", "text": "passport AB0000001"}))

    assert run(str(path), "--json") == 0
    assert json.loads(capsys.readouterr().out)["masked"] == "Cook\npassport [passport number]"
