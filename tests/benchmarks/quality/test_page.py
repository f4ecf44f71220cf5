"""Only what stands between the marks is written."""

from __future__ import annotations

import pytest

from benchmarks.quality.page import FILE, replaced

BEGIN, END = "<!-- figures: written by make quality -->", "<!-- end of figures -->"


def test_what_people_wrote_stays() -> None:
    page = f"# Title\n\n{BEGIN}\nold\n{END}\n\nend\n"

    assert replaced(page, "figures", "| new |") == f"# Title\n\n{BEGIN}\n\n| new |\n\n{END}\n\nend\n"


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        replaced("# Title\n", "figures", "| new |")


@pytest.mark.parametrize("name", ["figures", "languages"])
def test_our_page_has_the_marks(name: str) -> None:
    assert replaced(FILE.read_text(encoding="utf-8"), name, "| new |")
