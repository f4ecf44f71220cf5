from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.line_log import append_line, read_lines
from compoundwatch.posting import Record


class Note(Record):
    words: str


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "notes.jsonl"


def words(log: Path) -> list[str]:
    return [note.words for note in read_lines(log, Note)]


def test_lines_come_back_in_order(log: Path) -> None:
    assert words(log) == []
    append_line(log, Note(words="one"))
    append_line(log, Note(words="two\nlines"))
    assert words(log) == ["one", "two\nlines"]


def test_a_torn_line_is_passed_over_and_harms_no_other(log: Path) -> None:
    append_line(log, Note(words="one"))
    with log.open("ab") as file:
        file.write(b'{"words":"to')
    assert words(log) == ["one"]
    append_line(log, Note(words="two"))
    assert words(log) == ["one", "two"]


def test_it_is_the_owners_alone(log: Path) -> None:
    append_line(log, Note(words="one"))
    assert log.stat().st_mode & 0o077 == 0
