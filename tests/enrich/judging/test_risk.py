"""The sum behind the score."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import pytest

from compoundwatch.config.lexicons import load_signals
from compoundwatch.posting import CompoundLink, Contact, Indicator, Tagged
from enrich.judging.risk import assess, ledger

SIGNALS = load_signals(Path(__file__).parents[3] / "configs" / "signals.yml").signals
INDICATORS = [name for name, config in SIGNALS.items() if config.kind == "indicator"]
LURE = ("high_pay_low_skill", "vague_employer", "messaging_contact_only", "free_food_lodging", "no_experience", "passport_handling")


def sign(name: str, raw: str = "words", start: int = 0) -> Indicator:
    config = SIGNALS[name]
    return Indicator(name=name, weight=config.weight, reason=config.reason, raw=raw, start=start, end=start + len(raw))


def tagged(*names: str, counters: tuple[Indicator, ...] = (), links: tuple[CompoundLink, ...] = ()) -> Tagged:
    return Tagged(indicators=tuple(map(sign, names)), counter_indicators=counters, compounds=links)


def test_nothing_found_is_low() -> None:
    assert assess(tagged()).level == "low"


@pytest.mark.parametrize("names", [(name,) for name in INDICATORS] + list(combinations(INDICATORS, 2)), ids="+".join)
def test_neither_one_indicator_nor_two_reach_high(names: tuple[str, ...]) -> None:
    assert assess(tagged(*names)).level in {"low", "watch"}


def test_signs_together_reach_critical() -> None:
    assert assess(tagged(*LURE)).level == "critical"


def test_a_compound_named_in_an_offer_raises_the_score() -> None:
    link = CompoundLink(id="x", name="X Park", by="name", strength=0.9, distance_km=None, reason="named")
    offer = ("vague_employer", "messaging_contact_only")
    assert assess(tagged(*offer, links=(link,))).score > assess(tagged(*offer)).score + 0.1


def test_a_warning_that_repeats_every_word_stays_low() -> None:
    voice = (sign("warning_voice", "do not believe"), sign("victim_account", "were rescued"), sign("help_line", "hotline"))
    link = CompoundLink(id="x", name="X Park", by="name", strength=0.9, distance_km=None, reason="named")
    assert assess(tagged(*LURE, counters=voice, links=(link,))).level == "low"


def test_one_stray_word_of_warning_hides_no_lure() -> None:
    assert assess(tagged(*LURE, counters=(sign("warning_voice", "careful"),))).level in {"high", "critical"}


def test_a_voice_counts_for_less_beside_a_messaging_account_than_beside_a_mail_address() -> None:
    voice = (sign("warning_voice", "scam"), sign("reported_offer", "was promised"))
    account = Contact(type="telegram", value="made_up_teller", raw="@made_up_teller", start=0, end=15)
    mail = Contact(type="email", value="desk@news.example", raw="desk@news.example", start=0, end=17)
    told = tagged(*LURE, counters=voice)

    beside_account = assess(told.model_copy(update={"contacts": (account,)}))
    assert beside_account.score > assess(told.model_copy(update={"contacts": (mail,)})).score


def test_saying_a_thing_twice_does_not_count_twice() -> None:
    once = Tagged(indicators=(sign("no_experience"),))
    twice = Tagged(indicators=(sign("no_experience"), sign("no_experience", "fresher", 40)))
    assert assess(once).score == assess(twice).score


def test_the_lines_add_up_to_the_score() -> None:
    tags = tagged(*LURE, counters=(sign("named_employer"),))
    total = sum(line.points for line in ledger(tags))
    assert assess(tags).score == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-4)


def test_each_reason_quotes_the_words() -> None:
    reasons = assess(tagged("no_experience", counters=(sign("licensed_agency", "Licence No. 5"),))).reasons
    assert any("“words”" in reason for reason in reasons)
    assert any("“Licence No. 5”" in reason for reason in reasons)
