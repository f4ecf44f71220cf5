"""The words with every span marked, and the sum behind the score."""

from __future__ import annotations

import math
import time

import pytest

from compoundwatch.config import load_settings
from compoundwatch.pipeline.explain import Explanation, Mark, explain_posting, mark_text
from compoundwatch.posting import Advert
from enrich import Enricher

LURE = "Chat operators for KK Park. No experience, 1,400 USD a month, free room. Telegram @made_up_desk_7"


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Explanation:
    enricher = Enricher.load(load_settings({"COMPOUNDWATCH_VAR": str(tmp_path_factory.mktemp("var"))}))
    advert = Advert(title="Work", text=LURE)
    return explain_posting(advert, enricher.enrich(advert))


def test_the_lines_add_up_to_the_score(explained: Explanation) -> None:
    assert explained.risk.score == pytest.approx(1 / (1 + math.exp(-explained.total)), abs=0.01)


@pytest.mark.parametrize(
    "marked", ["[No experience](no_experience)", "telegram made_up_desk_7", "destination KK Park", "USD a month"]
)
def test_every_kind_of_span_is_marked(explained: Explanation, marked: str) -> None:
    assert marked in explained.marked


def test_spans_that_overlap_are_cut_where_one_begins_or_ends() -> None:
    marks = (Mark(0, 5, "a"), Mark(3, 8, "b"), Mark(3, 5, "c"))

    assert mark_text("0123456789", marks) == "[012](a)[34](a, b, c)[567](b)89"


def test_two_marks_of_one_label_end_one_by_one() -> None:
    assert mark_text("0123456", (Mark(0, 4, "a"), Mark(2, 6, "a"))) == "[01](a)[23](a)[45](a)6"


def test_ten_thousand_marks_take_no_longer_than_their_number() -> None:
    marks = tuple(Mark(at, at + 2, f"contact {at}") for at in range(0, 40_000, 4))
    begun = time.process_time()
    mark_text("x" * 40_000, marks)
    assert time.process_time() - begun < 1
