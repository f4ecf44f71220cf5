"""`compoundwatch explain`, as a person or a program calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compoundwatch.cli import main

LURE = {"title": "Chat work", "text": "No experience, 1,400 USD a month, free room. Telegram @made_up_7 \x1b[31mred", "id": "any"}


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "posting.json"
    path.write_text(json.dumps(LURE))
    return path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["explain", *arguments])
    return int(left.value.code or 0)


def test_a_file_is_explained_for_a_person(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(file)) == 0
    shown = capsys.readouterr().out

    assert "[No experience](no_experience)" in shown
    assert "never a verdict" in shown


def test_nothing_reaches_the_terminal_raw(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(str(file))
    assert "\x1b[31m" not in capsys.readouterr().out


def test_json_holds_spans_of_the_body_and_the_sum(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(str(file), "--json")
    explained = json.loads(capsys.readouterr().out)
    words = {explained["body"][mark["start"] : mark["end"]] for mark in explained["marks"] if mark["label"] == "no_experience"}

    assert words == {"No experience"}
    assert explained["total"] == pytest.approx(sum(line["points"] for line in explained["lines"]), abs=0.01)


def test_plain_text_is_explained_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text").write_text("Nothing here offers work.")
    assert run(str(tmp_path / "text")) == 0
    assert "level low" in capsys.readouterr().out


def test_what_is_neither_file_nor_id_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("no-such-file.json") == 2
    assert "expected a file" in capsys.readouterr().err
