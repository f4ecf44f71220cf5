from __future__ import annotations

from typing import Any

import pytest

from spiders.reading.prose import in_one_line, line_at, prose


def test_fields_stand_one_below_the_other_as_plain_text() -> None:
    assert prose("<p>Cook rice.</p>", None, "", "Clean &amp; shop") == "Cook rice.\n\nClean & shop"


def test_what_was_said_is_not_said_again() -> None:
    assert prose("<p>Cook rice.</p><p>Clean.</p>", "Clean.") == "Cook rice.\n\nClean."


@pytest.mark.parametrize(
    ("value", "line"),
    [("Cook &amp; driver", "Cook & driver"), ("<b>Cook</b>\n at night", "Cook at night"), (7, "7"), ("\0", None), ([], None)],
)
def test_a_title_is_one_line_without_markup(value: Any, line: str | None) -> None:
    assert line_at({"title": value}, "title") == line


def test_parts_of_a_line_stand_once() -> None:
    assert (in_one_line(["Doha", None, "Qatar", "Doha"]), in_one_line([None, ""])) == ("Doha, Qatar", None)
