"""`compoundwatch replay`, as a person or a program calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.cli import main

TEXT = "Chat work abroad. No experience, 1,400 USD a month, free room. Telegram @made_up_7"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


@pytest.fixture(autouse=True)
def _stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One posting, tagged by the rules in use."""
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))
    record = {"source": "board", "native_id": "1", "url": "https://board.example/1", "kind": "job", "title": "Work", "text": TEXT}
    (tmp_path / "in.jsonl").write_text(json.dumps({**record, "fetched_at": "2026-11-21T00:00:00Z"}) + "\n")
    run("enrich", str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"))
    run("index", str(tmp_path / "out.jsonl"))
    capsys.readouterr()


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "rules" / "lexicons").mkdir(parents=True)
    (tmp_path / "rules" / "lexicons" / "en.yml").write_text(
        "signals:\n  passport_handling:\n    chat work: chat work abroad\n"
        "  licensed_agency:\n    usd a month free room: {example: usd a month free room, weight: -6}\n"
    )
    return tmp_path / "rules"


def replayed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run("replay", *arguments, "--json") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_json_tells_counts_levels_names_and_postings(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = replayed(capsys, "--since", "2026-01-01", "--rules", str(rules))

    assert (told["read"], told["changed"], told["unflagged"]) == (1, 1, 1)
    assert told["indicators"]["found"] == {"passport_handling": 1}
    assert told["postings"][0]["after"]["score"] < told["postings"][0]["before"]["score"]


def test_the_rules_in_use_change_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert replayed(capsys)["changed"] == 0


def test_postings_taken_in_before_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert replayed(capsys, "--since", "2999-01-01")["read"] == 0


def test_a_person_reads_what_would_change(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("replay", "--rules", str(rules)) == 0
    shown = capsys.readouterr().out

    assert "1 no longer flagged" in shown
    assert "passport_handling" in shown


def test_broken_rules_end_with_2_and_name_their_line(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (rules / "lexicons" / "en.yml").write_text("signals:\n  no_experience:\n    (open: an example\n")
    assert run("replay", "--rules", str(rules)) == 2
    assert f"{rules}/lexicons/en.yml:3:" in capsys.readouterr().err
