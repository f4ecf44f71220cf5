"""`compoundwatch pivot --graph`, as a person or a program calls it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compoundwatch.cli import main
from compoundwatch.posting import TaggedPosting, posting_id


def tagged(name: str, *handles: str) -> TaggedPosting:
    contacts = [{"type": "telegram", "value": handle, "raw": handle, "start": 0, "end": 1} for handle in handles]
    record = {
        "id": posting_id("board", name), "source": "board", "native_id": name, "url": f"https://b.example/{name}", "kind": "job",
        "fetched_at": datetime(2026, 11, 21, tzinfo=UTC), "title": f"Work {name}", "contacts": contacts, "enrich_version": "1",
    }  # fmt: skip
    return TaggedPosting.model_validate(record)


@pytest.fixture(autouse=True)
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))
    file = tmp_path / "in.jsonl"
    chain = tagged("one", "lily"), tagged("two", "lily", "rose"), tagged("three", "rose", "iris")
    file.write_text("".join(posting.model_dump_json() + "\n" for posting in chain))
    run("index", str(file))
    capsys.readouterr()


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def nodes(printed: str) -> set[str]:
    return {node["label"] for node in json.loads(printed)["nodes"]}


def test_the_graph_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("pivot", "@lily", "--graph", "--json") == 0
    assert nodes(capsys.readouterr().out) == {"lily", "rose", "iris", "Work one", "Work two", "Work three"}


def test_one_step_only(capsys: pytest.CaptureFixture[str]) -> None:
    run("pivot", posting_id("board", "one")[:8], "--graph", "--steps", "1", "--json")

    assert nodes(capsys.readouterr().out) == {"lily", "Work one", "Work two"}


def test_the_table_shows_what_ties(capsys: pytest.CaptureFixture[str]) -> None:
    run("pivot", "@lily", "--graph")
    printed = capsys.readouterr().out

    assert posting_id("board", "three")[:8] in printed
    assert "rose" in printed
    assert "iris" not in printed


def test_graphml_is_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    run("pivot", "@lily", "--graphml")

    assert capsys.readouterr().out.startswith("<?xml")


def test_three_steps_are_too_many() -> None:
    assert run("pivot", "@lily", "--graph", "--steps", "3") == 2
