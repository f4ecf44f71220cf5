"""Countries and languages of postings, as far as they can be told before enrichment."""

from __future__ import annotations

import pytest

from spiders.reach import countries_in, language_of


@pytest.mark.parametrize(
    ("location", "locales", "codes"),
    [
        ("Bangkok, Thailand", ("en",), {"TH"}),
        ("กรุงเทพฯ, ไทย", ("en", "th"), {"TH"}),
        ("Phnom Penh - KH", ("en",), {"KH"}),
        ("Dubai (United Arab Emirates)", ("en",), {"AE"}),
        ("Алматы, Казахстан", ("en", "ru"), {"KZ"}),
        ("Kenya; Uganda", ("en",), {"KE", "UG"}),
        ("Town A", ("en",), set()),
        ("Remote", ("no-such-tongue",), set()),
        ("IN the office, Europe", ("en",), set()),
        ("", ("en",), set()),
    ],
)
def test_countries_that_a_printed_location_names(location: str, locales: tuple[str, ...], codes: set[str]) -> None:
    assert countries_in(location, locales) == codes


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We are looking for a cook for our kitchen, who can start this month.", "en"),
        ("Требуется повар на кухню гостиницы, начало работы в этом месяце.", "ru"),
        ("Cook", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert language_of(text) == language
