"""What changed between two contents of a posting."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from compoundwatch.posting import Captured, posting_id
from index.difference import FieldChange, difference


def posting(text: str, **fields: Any) -> Captured:
    return Captured.model_validate(
        {
            "id": posting_id("board", "1"),
            "source": "board",
            "native_id": "1",
            "url": "https://board.example/1",
            "kind": "job",
            "title": "Cook",
            "text": text,
            "fetched_at": datetime(2026, 11, 21, tzinfo=UTC),
            **fields,
        }
    )


def test_lines_that_went_and_came() -> None:
    found = difference(posting("We cook.\nPay 900.\nCall the desk."), posting("We cook.\nPay 3000.\nCall the desk.\nFree flight."))
    assert (found.removed, found.added) == (("Pay 900.",), ("Pay 3000.", "Free flight."))


def test_printed_fields() -> None:
    found = difference(posting("Same.", base_salary="900"), posting("Same.", base_salary="3000", job_location="Town B"))
    assert found.fields == (FieldChange("job_location", None, "Town B"), FieldChange("base_salary", "900", "3000"))


def test_the_same_content_has_none() -> None:
    found = difference(posting("Same."), posting("Same."))
    assert (found.fields, found.removed, found.added) == ((), (), ())


def test_a_text_of_very_many_lines_is_told_as_a_whole() -> None:
    before, after = "\n".join(map(str, range(3000))), "\n".join(map(str, range(1, 3001)))
    found = difference(posting(before), posting(after))
    assert (len(found.removed), len(found.added)) == (3000, 3000)
