"""Only what stands between the marks is written."""

from __future__ import annotations

import pytest

from benchmarks.quality.page import BEGIN, END, FILE, replaced


def test_what_people_wrote_stays() -> None:
    page = f"# Title\n\n{BEGIN}\nold\n{END}\n\nend\n"

    assert replaced(page, "| new |") == f"# Title\n\n{BEGIN}\n\n| new |\n\n{END}\n\nend\n"


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        replaced("# Title\n", "| new |")


def test_our_page_has_the_marks() -> None:
    assert replaced(FILE.read_text(encoding="utf-8"), "| new |")
