"""`python -m benchmarks.quality` on a few strings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.quality.__main__ import main

ROW = {"text": "call 650-253-0000 today", "region": "US", "real_metadata_valid": ["650-253-0000"]}


@pytest.fixture
def phones(tmp_path: Path) -> list[str]:
    """The command's words for a folder that holds one measuring set."""
    (tmp_path / "phones.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    return ["--data", str(tmp_path), "--rounds", "10"]


def test_json_is_one_object_of_figures(phones: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*phones, "--only", "phones", "--json"]) == 0

    figures = json.loads(capsys.readouterr().out)["figures"]
    assert {key: figure["value"] for key, figure in figures.items()} == {"phones.rows": 1, "phones.f1": 1}


def test_a_missing_set_is_named_and_the_others_are_measured(phones: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*phones, "--only", "phones", "emscad"]) == 1

    out, error = capsys.readouterr()
    assert "phone numbers" in out
    assert "emscad/dev.jsonl is missing" in error


def test_a_missed_target_is_a_finding_and_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = tmp_path / "article" / "html"
    pages.mkdir(parents=True)
    (tmp_path / "article" / "ground-truth.json").write_text('{"a": {"articleBody": "not these words", "url": "https://a.example"}}')
    (pages / "a.html").write_text("<p>Quite other words stand here today.</p>")

    assert main(["--data", str(tmp_path), "--rounds", "10", "--only", "article", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["figures"]["article.f1"]["met"] is False


def test_a_part_is_not_written_on_the_page(phones: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([*phones, "--only", "phones", "--write"])
