"""`compoundwatch import`, as a person or a program calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compoundwatch.cli import main
from tests.spiders.importers.saved_files import ADVERT, advert

PAGE = f"<!-- saved from url=(0033){ADVERT} -->\n".encode() + advert()


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main(["import", *map(str, arguments)])
    return int(left.value.code or 0)


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_it_says_what_each_file_gave(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = put(tmp_path / "a.html", PAGE)

    assert run(page, "--by", "made up", "--json") == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["source"], done["events"], done["files"][0]["postings"]) == ("imported", {"new": 1}, 1)
    assert run(page) == 0
    told = capsys.readouterr()
    assert "imported before" in told.out
    assert "nothing new" in told.out


def test_a_table_with_columns_of_other_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = put(tmp_path / "a.csv", b"Heading,Link\nCook,https://b.example/1\nGuard,\n")

    assert run(table, "--map", "title=Heading", "--map", "url=Link", "--rejected", tmp_path / "bad.jsonl", "--json") == 1
    assert json.loads(capsys.readouterr().out)["files"][0]["postings"] == 1
    assert json.loads((tmp_path / "bad.jsonl").read_text())["line"] == 3


def test_names_of_files_are_safe_for_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(put(tmp_path / "a\x1b[31m.html", b"<p>nothing</p>"))
    told = capsys.readouterr()

    assert "\x1b[31m" not in told.out + told.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--saved-at", "yesterday"], "--saved-at"),
        (["--url", "nowhere"], "--url"),
        (["--map", "title"], "FIELD=HEADING"),
        (["--source", "nobody"], "nobody"),
    ],
)
def test_wrong_options_end_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str) -> None:
    assert run(put(tmp_path / "a.html", PAGE), *options) == 2
    assert said in capsys.readouterr().err


def test_what_is_not_there_ends_with_2(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing.html") == 2
