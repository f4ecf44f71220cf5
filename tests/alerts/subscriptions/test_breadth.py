from __future__ import annotations

from typing import Any

import pytest

from alerts.subscriptions.breadth import too_broad, too_many
from alerts.subscriptions.preview import Preview
from index.query import parse_query
from tests.alerts.subscriptions.conftest import wish


@pytest.mark.parametrize(
    "query", ["*", "-casino", "* -casino", "a*", "* OR casino", "first_seen:2026-01-01..", "NOT (casino OR hotel)"]
)
def test_what_finds_everything_is_too_broad(query: str) -> None:
    assert "every advert" in (too_broad(wish(query), parse_query(query)) or "")


@pytest.mark.parametrize("query", ["casino", "招聘", "casino -hotel", "telegram:*", "casino first_seen:2026-01-01..", "高*"])
def test_what_narrows_is_not(query: str) -> None:
    assert too_broad(wish(query), parse_query(query)) is None


def test_everything_about_a_compound_is_narrow() -> None:
    assert too_broad(wish("*", compounds=("kk-park",)), parse_query("*")) is None


def found(**numbers: Any) -> Preview:
    nothing = {
        "days": 30,
        "taken_in": 0,
        "found": 0,
        "told": 0,
        "compound_linked": 0,
        "mails_per_week": 0.0,
        "examples": (),
        "cut": False,
    }
    return Preview(**{**nothing, **numbers})


@pytest.mark.parametrize(
    ("numbers", "refused"),
    [
        ({"told": 1500, "taken_in": 100_000}, False),
        ({"told": 1501, "taken_in": 100_000}, True),
        ({"told": 51, "taken_in": 200}, True),
        ({"told": 50, "taken_in": 200}, False),
        # Too few to judge by: a new installation.
        ({"told": 150, "taken_in": 199}, False),
    ],
)
def test_too_many_a_day_or_too_large_a_share_is_too_broad(numbers: dict[str, int], refused: bool) -> None:
    assert (too_many(found(**numbers)) is not None) == refused
