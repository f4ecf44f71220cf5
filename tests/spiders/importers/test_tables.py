"""CSV and JSON lines: columns by name or by `--map`, a posting a row, bad rows with their line."""

from __future__ import annotations

import csv
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.errors import UsageError
from spiders.importers.reading.rows import check_fields
from spiders.importers.reading.saved import Given, SavedRow, Unreadable
from tests.spiders.importers.saved_files import NOW, read


def rows(tmp_path: Path, text: str | bytes, name: str = "a.csv", **given: Any) -> list[Any]:
    file = tmp_path / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read(file, Given(now=NOW, **given)))


def test_columns_by_their_own_names(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path,
        "Title,text,URL,Job Location,date_posted,fetched_at,notes\n"
        'Cook,"Two lines,\nof a kitchen",https://b.example/1,Nairobi,8 May 2026,2026-05-09T10:00:00+03:00,mine\n',
    )

    assert isinstance(row, SavedRow)
    assert (row.draft.title, row.draft.text, row.draft.job_location) == ("Cook", "Two lines,\nof a kitchen", "Nairobi")
    assert row.draft.date_posted == datetime(2026, 5, 8, tzinfo=UTC)
    assert row.saved_at == datetime(2026, 5, 9, 7, tzinfo=UTC)
    assert json.loads(row.payload)["notes"] == "mine"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    (row,) = rows(tmp_path, delimiter.join(["title", "url"]) + "\n" + delimiter.join(["Cook", "https://b.example/1"]) + "\n")

    assert row.draft.url == "https://b.example/1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_so(tmp_path: Path, encoding: str) -> None:
    (row,) = rows(tmp_path, "title,url\n招聘客服,https://b.example/1\n".encode(encoding))

    assert row.draft.title == "招聘客服"


def test_an_encoding_that_does_not_is_asked_for(tmp_path: Path) -> None:
    text = "title,url\n招聘客服,https://b.example/1\n".encode("gb18030")

    with pytest.raises(UsageError, match="--encoding"):
        rows(tmp_path, text)
    assert rows(tmp_path, text, encoding="gb18030")[0].draft.title == "招聘客服"


def test_a_formula_is_text(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, 'title,url\n"=HYPERLINK(""https://x.example"")",https://b.example/1\n')

    assert row.draft.title == '=HYPERLINK("https://x.example")'


def test_map(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "Überschrift,Link\nKoch,https://b.example/1\n", columns={"title": "Überschrift", "url": "Link"})

    assert (row.draft.title, row.draft.url) == ("Koch", "https://b.example/1")


def test_map_of_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Titel, url"):
        rows(tmp_path, "Titel,url\nx,y\n", columns={"title": "Heading"})
    with pytest.raises(UsageError, match="no column is title or text"):
        rows(tmp_path, "Titel,url\nx,y\n")
    with pytest.raises(UsageError, match="headline"):
        check_fields({"headline": "x"})


def test_bad_rows_say_why_with_their_line(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        "title,url,date_posted\n"
        "Cook,https://b.example/1,\n"
        ",https://b.example/2,\n"
        "Typist,javascript:alert(1),\n"
        "Driver,https://b.example/3,yesterday\n"
        "Nurse,https://b.example/4,,too,many\n"
        "\n"
        "Guard,https://b.example/5,\n",
    )

    assert [(each.number, each.reason.partition(":")[0]) for each in found if isinstance(each, Unreadable)] == [
        (3, "has neither title nor text"),
        (4, "url"),
        (5, "date_posted"),
        (6, "has 5 cells for 3 columns"),
    ]
    assert [each.draft.title for each in found if isinstance(each, SavedRow)] == ["Cook", "Guard"]


def test_rows_without_an_address_are_told_apart_by_what_they_say(tmp_path: Path) -> None:
    text = "text\nTypist in Poipet\nCook in Nairobi\n"
    one, other = rows(tmp_path, text, url="https://groups.example/hotline")

    assert one.draft.url == other.draft.url == "https://groups.example/hotline"
    assert one.draft.native_id != other.draft.native_id
    assert one.draft.native_id == rows(tmp_path, text, url="https://groups.example/hotline")[0].draft.native_id


def test_a_table_without_line_ends_costs_no_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b'title,url\n"' + b"x" * 30_000_000)
    # As readers of other tables leave it behind.
    csv.field_size_limit(1_000_000_000)
    tracemalloc.start()
    found = read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert not [each for each in found if isinstance(each, SavedRow)]
    assert peak < 10_000_000


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        {"id": 7, "caption": {"text": "Typist in Poipet"}, "link": "https://s.example/7", "likes": 3},
        {"caption": {"text": True}, "link": "https://s.example/8"},
    ]
    text = "\n".join(map(json.dumps, lines)) + "\nno json\n[1]\n"
    found = rows(tmp_path, text, "a.jsonl", columns={"text": "caption.text", "url": "link", "native_id": "id"})

    assert (found[0].draft.text, found[0].draft.native_id) == ("Typist in Poipet", "7")
    assert json.loads(found[0].payload) == lines[0]
    assert [(each.number, each.reason) for each in found[1:]] == [
        (2, "has neither title nor text"),
        (3, "expected a JSON object"),
        (4, "expected a JSON object"),
    ]
