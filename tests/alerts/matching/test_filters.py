from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alerts.matching.filters import tells
from compoundwatch.config import AlertConfig
from compoundwatch.posting import Posting

MakePosting = Callable[..., Posting]


def alert(**more: Any) -> AlertConfig:
    return AlertConfig(title="t", email="desk@ngo.example", consent="written request", query="ticket", **more)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, True),
        ({"countries": ("MM", "KH")}, True),
        ({"countries": ("KH",)}, False),
        ({"languages": ("en",)}, True),
        ({"languages": ("zh",)}, False),
        ({"compounds": ("kk-park",)}, True),
        ({"compounds": ("shwe-kokko",)}, False),
        ({"links": ("name",)}, True),
        ({"links": ("contact", "campaign")}, False),
        ({"tell": ("indicators",)}, False),
        ({"tell": ("compound_linked",)}, True),
        ({"min_level": "critical"}, True),
    ],
)
def test_a_posting_linked_to_a_compound(make_posting: MakePosting, asked: dict[str, Any], *, told: bool) -> None:
    assert tells(alert(**asked), make_posting()) is told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, True),
        ({"min_level": "high"}, True),
        ({"min_level": "critical"}, False),
        ({"tell": ("compound_linked", "campaign_growth")}, False),
        ({"compounds": ("kk-park",)}, False),
    ],
)
def test_a_posting_with_indicators_alone(make_posting: MakePosting, asked: dict[str, Any], *, told: bool) -> None:
    assert tells(alert(**asked), make_posting(compound=None)) is told


def test_chinese_takes_both_scripts(make_posting: MakePosting) -> None:
    assert tells(alert(languages=("zh",)), make_posting(language="zh-Hant"))


def test_one_script_leaves_the_other_out(make_posting: MakePosting) -> None:
    assert not tells(alert(languages=("zh-Hans",)), make_posting(language="zh-Hant"))
