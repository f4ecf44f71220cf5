from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from compoundwatch.errors import UsageError
from spiders.sourcing.source_file import source_text, write_source


def test_facts_in_their_order_and_short_lists_on_one_line() -> None:
    facts = {"title": "Day: one", "start": ["https://a.example/"], "languages": ("en", "sw"), "country": None, "select": {},
             "expect": {"min_postings": 3, "fill": MappingProxyType({"title": 0.9})}}  # fmt: skip

    assert source_text(facts, "A board\nof cooks") == (
        "# A board of cooks\n"
        "title: 'Day: one'\n"
        "start:\n"
        "  - https://a.example/\n"
        "languages: [en, sw]\n"
        "expect:\n"
        "  min_postings: 3\n"
        "  fill: {title: 0.9}\n"
    )


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    write_source(tmp_path / "a.yml", "one")

    with pytest.raises(UsageError, match="there already"):
        write_source(tmp_path / "a.yml", "two")
    assert (tmp_path / "a.yml").read_text() == "one"
