"""Pairs of a campaign, tied into clusters that are resampled whole."""

from __future__ import annotations

from benchmarks.quality.adverts.campaigns import joined
from benchmarks.quality.adverts.read import Read
from benchmarks.quality.statistics import Tally
from compoundwatch.posting import Advert, Tagged

DESK = (
    "We look for people who answer messages at a desk in a new office by the river, free room, three meals, flight paid, no papers"
)
FARM = "The orchard behind the mill takes on forty pickers from June until the first frost, by the hour, bring boots and gloves"


def read(name: str, text: str, campaign: str | None) -> Read:
    return Read({"id": name, "campaign": campaign}, Advert(id=name, text=text), Tagged())


def test_a_pair_that_both_see_is_a_hit() -> None:
    assert joined([read("a", DESK, "one"), read("b", f"{DESK}!!", "one")]) == [[Tally(1, 1, 1)]]


def test_a_pair_that_only_the_gold_knows_is_missed() -> None:
    assert joined([read("a", DESK, "one"), read("b", FARM, "one")]) == [[Tally(0, 0, 1)]]


def test_a_pair_that_only_the_product_sees_is_wrong() -> None:
    assert joined([read("a", DESK, None), read("b", DESK, None)]) == [[Tally(0, 1, 0)]]


def test_what_is_tied_to_nothing_gives_no_pair() -> None:
    assert joined([read("a", DESK, None), read("b", FARM, None)]) == []
