"""index, search, show, pivot, store and campaigns, as a person or a program calls them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.cli import main
from compoundwatch.posting import TaggedPosting, posting_id

ONE = posting_id("board", "one")


def tagged(name: str, title: str, **fields: Any) -> TaggedPosting:
    record = {
        "id": posting_id("board", name), "source": "board", "native_id": name, "url": f"https://b.example/{name}", "kind": "job",
        "title": title, "text": "招聘 typing\x1b[31m", "fetched_at": datetime(2026, 11, 21, tzinfo=UTC), "enrich_version": "1",
    }  # fmt: skip
    return TaggedPosting.model_validate(record | fields)


@pytest.fixture(autouse=True)
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))
    file = tmp_path / "in.jsonl"
    file.write_text(tagged("one", "=HYPERLINK(1)").model_dump_json() + "\n" + tagged("two", "Other").model_dump_json() + "\n")
    run("index", str(file))
    capsys.readouterr()


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def test_search_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "招聘", "--json", "--limit", "1") == 0
    found = json.loads(capsys.readouterr().out)

    assert (found["total"], len(found["postings"])) == (2, 1)


def test_search_marks_the_words_and_tells_the_total(capsys: pytest.CaptureFixture[str]) -> None:
    run("search", "招聘")
    told = capsys.readouterr()

    assert "«招聘»" in told.out
    assert "2 found" in told.err


def test_search_prints_csv_that_no_spreadsheet_runs(capsys: pytest.CaptureFixture[str]) -> None:
    run("search", "*", "--csv")

    assert "'=HYPERLINK(1)" in capsys.readouterr().out


def test_a_query_that_is_not_understood_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "levle:high") == 2
    assert "did you mean level:" in capsys.readouterr().err


def test_show_is_safe_for_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", ONE[:8]) == 0
    assert "\x1b[31m" not in capsys.readouterr().out


def test_show_prints_json_with_revisions(capsys: pytest.CaptureFixture[str]) -> None:
    run("show", ONE, "--json")
    shown = json.loads(capsys.readouterr().out)

    assert (shown["id"], shown["revisions"]) == (ONE, [])


def test_show_tells_what_an_edit_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited = tmp_path / "edited.jsonl"
    later = tagged("one", "=HYPERLINK(1)", text="招聘 driving", fetched_at=datetime(2026, 11, 22, tzinfo=UTC))
    edited.write_text(later.model_dump_json() + "\n")
    run("index", str(edited))
    capsys.readouterr()
    run("show", ONE, "--json")
    changed = json.loads(capsys.readouterr().out)["revisions"][0]["changed"]
    run("show", ONE)

    assert (changed["fields"], changed["added"]) == ({}, ["招聘 driving"])
    assert "+ 招聘 driving" in capsys.readouterr().out


def test_indexing_tells_nobody_unless_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from compoundwatch.config import load_settings
    from index import open_store

    told = tmp_path / "told.jsonl"
    told.write_text(tagged("three", "New").model_dump_json() + "\n")
    run("index", str(told), "--tell")
    with open_store(load_settings()) as store:
        assert [change.posting.native_id for change in store.since(0)] == ["three"]


def test_a_bad_line_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"title": "no tags"}\n')

    assert run("index", str(bad)) == 1
    assert "bad.jsonl.rejected.jsonl" in capsys.readouterr().err


def test_what_was_erased_stays_erased_after_a_restore(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = str(tmp_path / "backup.sqlite")
    run("store", "backup", backup)
    run("store", "erase", ONE, "--why", "request")
    assert run("store", "restore", backup) == 0
    capsys.readouterr()
    run("search", "*", "--json")

    assert [posting["native_id"] for posting in json.loads(capsys.readouterr().out)["postings"]] == ["two"]


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "no.sqlite").write_text("no backup")

    assert run("store", "restore", str(tmp_path / "no.sqlite")) == 1
    assert run("show", ONE) == 0


def test_rebuild_finds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    run("store", "rebuild", "--words-only")
    capsys.readouterr()
    run("search", "招聘", "--json")

    assert json.loads(capsys.readouterr().out)["total"] == 2


def test_campaigns_writes_a_line_for_each_advert(tmp_path: Path) -> None:
    text = "Chat officers wanted in a new office by the river, free room and three meals a day, quick typing is enough"
    adverts = [{"id": "a", "text": text}, {"id": "b", "text": text.upper()}, {"id": "c", "text": "Roses"}]
    (tmp_path / "in").write_text("\n".join(map(json.dumps, adverts)))
    run("campaigns", str(tmp_path / "in"), str(tmp_path / "out"))

    assert [json.loads(line) for line in (tmp_path / "out").read_text().splitlines()] == [
        {"id": "a", "campaign": "a"}, {"id": "b", "campaign": "a"}, {"id": "c", "campaign": None},
    ]  # fmt: skip
