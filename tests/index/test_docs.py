"""docs/search.md holds what the language does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compoundwatch.config import load_settings
from index import query_resolver
from index.fields import FIELDS
from index.query import parse_query

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
_TABLE_CELLS = re.findall(r"^\| (.*) \|$", PAGE, re.MULTILINE)


def examples() -> list[str]:
    """What stands in backticks in the last cell of the table of fields and the first of the table of words, and in commands."""
    rows = [[cell.strip() for cell in re.split(r" \| ", row)] for row in _TABLE_CELLS]
    cells = [row[-1] if len(row) == 3 else row[0] for row in rows]
    return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)] + re.findall(
        r"compoundwatch search '([^']+)'", PAGE
    )[:3]


@pytest.mark.parametrize("query", examples())
def test_every_example_is_understood(query: str) -> None:
    parse_query(query, query_resolver(load_settings({})))


def test_every_field_is_explained() -> None:
    assert {name for name in FIELDS if f"`{name}`" not in PAGE} == set()
