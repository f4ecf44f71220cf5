"""How much an advert resembles the lures into scam compounds: one additive sum, on one scale over all languages.

The sum is in log-odds points, so that every line of it can be shown: a start well below zero, points for each indicator
(its strongest hit), for links to compounds and for combinations, and points off for what speaks against. Where the text
warns or reports, most of the points for are taken back. `score = 1 / (1 + e^-sum)`.

Levels: `watch` from 0.2, `high` from 0.5, `critical` from 0.85. The start lies so low that no indicator alone, and no two,
reach `high`; a test holds the weights of signals.yml to that. It is an indication with its reasons, never a verdict.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from compoundwatch.posting import Indicator, Risk, RiskLevel, Tagged
from compoundwatch.text import one_line
from enrich.facts import MESSAGING
from enrich.judging.voice import FRAMES, frame_strength

START = -4.7
LEVELS: tuple[tuple[float, RiskLevel], ...] = ((0.85, "critical"), (0.5, "high"), (0.2, "watch"))
# A compound named in an offer; links by distance, contact, campaign or organisation weigh by their strength.
LINK_POINTS = {"name": 2.6, "contact": 2.6, "campaign": 2.0, "organisation": 1.5, "near": 0.8}
# The share of the points for that a clear warning takes back, and the strength from which a voice counts at all.
MOST_TAKEN_BACK = 0.95
FAINT_VOICE, CLEAR_VOICE = 1.25, 3.0
# Who recruits wants to be written to; who warns gives a mail address, a telephone or nothing.
_NOBODY_TO_WRITE_TO = 0.75
# A warning names the app that such adverts use, and no account.
_NO_ACCOUNT_GIVEN = 0.4
_ACCOUNT_GIVEN = -1.25
# Of our made-up lures one in a hundred names no way to answer, of the warnings nine in ten.
_NO_ANSWER = -3.0
# Where the work reached only through adverts of this kind mostly is: INTERPOL Orange Notice of 7 June 2023, OHCHR 2023.
SCAM_REGION = frozenset({"KH", "MM", "LA", "TH", "PH"})
# Readers of these languages live in or beside such a country, where work there is nothing strange.
_AT_HOME = {
    "th": frozenset({"TH", "LA"}), "lo": frozenset({"LA", "TH"}), "km": frozenset({"KH", "TH"}), "my": frozenset({"MM", "TH"}),
    "tl": frozenset({"PH"}), "en": frozenset({"PH", "TH"}),
}  # fmt: skip
ONLINE_SECTORS = frozenset({"customer_service", "it", "crypto", "gaming", "e_commerce", "casino", "translation"})
_MOST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum: a plain sentence and its points."""

    points: float
    text: str


@dataclass(frozen=True, slots=True)
class _Combination:
    """Signs that say more together than each alone."""

    points: float
    text: str
    holds: Callable[[frozenset[str], Tagged], bool]


_ARRANGED = frozenset({"fees_paid_by_employer", "visa_arranged", "free_food_lodging", "passport_handling", "urgent_departure"})
_EASY = frozenset({"no_experience", "language_only", "typing_test"})


def _in_scam_region(tagged: Tagged) -> bool:
    goals = {place.country for place in tagged.places if place.role in {"destination", "unspecified"}}
    return bool(goals & SCAM_REGION) and any(role.sector in ONLINE_SECTORS for role in tagged.roles)


def _far_from_home(tagged: Tagged) -> bool:
    if any(sign.name == "not_a_job" for sign in tagged.counter_indicators):
        return False
    goals = {place.country for place in tagged.places if place.role in {"destination", "unspecified"}}
    return bool(goals & SCAM_REGION) and not goals & _AT_HOME.get(tagged.language.split("-")[0], frozenset())


COMBINATIONS: tuple[_Combination, ...] = (
    _Combination(
        0.8, "High pay for work that anybody can do", lambda names, _: "high_pay_low_skill" in names and bool(names & _EASY)
    ),
    _Combination(
        0.8,
        "Nobody is named and only a messaging account answers",
        lambda names, _: names >= {"vague_employer", "messaging_contact_only"},
    ),
    _Combination(0.6, "Travel, papers and lodging are all seen to by the recruiter", lambda names, _: len(names & _ARRANGED) >= 3),
    _Combination(
        0.7,
        "The way to a border place is arranged, or unnamed people pay well for work there",
        lambda names, _: (
            "border_or_sez_location" in names
            and bool(names & {"passport_handling", "high_pay_low_skill", "messaging_contact_only", "group_hiring_commission"})
        ),
    ),
    _Combination(
        1.1,
        "Online work in a region from which forced online fraud is reported, offered without a named employer",
        lambda names, tagged: bool(names & {"vague_employer", "high_pay_low_skill"}) and _in_scam_region(tagged),
    ),
    _Combination(
        0.8,
        "Work in such a country is offered to readers who live elsewhere, and nobody is named",
        lambda names, tagged: "vague_employer" in names and _far_from_home(tagged),
    ),
    _Combination(
        0.9,
        "Nothing in an offer of such work can be checked or speaks for it",
        lambda names, tagged: "vague_employer" in names and not tagged.counter_indicators and _far_from_home(tagged),
    ),
    _Combination(1.0, "Paid small tasks that first need a payment", lambda names, _: names >= {"task_scam", "upfront_fee"}),
)


def assess(tagged: Tagged) -> Risk:
    """The risk that follows from the tags, and from nothing else: the index asks again when it has added links."""
    lines = ledger(tagged)
    score = round(1 / (1 + math.exp(-sum(line.points for line in lines))), 4)
    level: RiskLevel = next((name for least, name in LEVELS if score >= least), "low")
    return Risk(score=score, level=level, reasons=tuple(line.text for line in lines[1:]))


def ledger(tagged: Tagged) -> list[Line]:
    """The lines of the sum, in the order in which they are added; the first is the start."""
    for_lure = [*_indicators(tagged), *_links(tagged), *_combinations(tagged)]
    against = [*_counters(tagged), *_unanswerable(tagged)]
    return [Line(START, "Few adverts are lures"), *for_lure, *_voice(tagged, for_lure), *against]


def _indicators(tagged: Tagged) -> Iterator[Line]:
    for sign in _strongest(tagged.indicators):
        yield Line(sign.weight, _sentence(sign.reason, sign.raw))


def _links(tagged: Tagged) -> Iterator[Line]:
    """One line for each compound: its strongest link."""
    lines: dict[str, Line] = {}
    for link in tagged.compounds:
        line = Line(round(LINK_POINTS[link.by] * link.strength, 2), _sentence(f"it points to {link.name}: {link.reason}", ""))
        if link.id not in lines or line.points > lines[link.id].points:
            lines[link.id] = line
    yield from sorted(lines.values(), key=lambda line: -line.points)[:1]


def _combinations(tagged: Tagged) -> Iterator[Line]:
    names = frozenset(sign.name for sign in tagged.indicators)
    for combination in COMBINATIONS:
        if combination.holds(names, tagged):
            yield Line(combination.points, f"{combination.text}.")


def _voice(tagged: Tagged, for_lure: Sequence[Line]) -> Iterator[Line]:
    strength = frame_strength(tagged.counter_indicators)
    if strength:
        strength += _addressed(tagged)
    share = MOST_TAKEN_BACK * min(1.0, max(0.0, (strength - FAINT_VOICE) / (CLEAR_VOICE - FAINT_VOICE)))
    if share > 0:
        points = round(-share * sum(line.points for line in for_lure), 2)
        yield Line(points, f"Somebody warns or reports here, so {share:.0%} of the points above are taken back.")


def _addressed(tagged: Tagged) -> float:
    """How much surer a voice is of not being the advertiser's own, by who is to be answered."""
    if _names_no_way(tagged):
        return _NOBODY_TO_WRITE_TO
    if not tagged.contacts:
        return _NO_ACCOUNT_GIVEN
    return _ACCOUNT_GIVEN if any(contact.type in MESSAGING for contact in tagged.contacts) else 0.0


def _counters(tagged: Tagged) -> Iterator[Line]:
    # A voice has its own line: what it takes back grows with what was found.
    for sign in _strongest([sign for sign in tagged.counter_indicators if sign.name not in FRAMES]):
        yield Line(sign.weight, _sentence(sign.reason, sign.raw))


def _unanswerable(tagged: Tagged) -> Iterator[Line]:
    """Who recruits says how to answer; who tells of such offers does not."""
    if _names_no_way(tagged):
        yield Line(_NO_ANSWER, "It names no way to answer.")


def _names_no_way(tagged: Tagged) -> bool:
    return not tagged.contacts and all(sign.name != "messaging_contact_only" for sign in tagged.indicators)


def _strongest(signs: Sequence[Indicator]) -> list[Indicator]:
    """One hit of each name, the one that weighs most, in the order of the text."""
    best: dict[str, Indicator] = {}
    for sign in signs:
        if sign.name not in best or abs(sign.weight) > abs(best[sign.name].weight):
            best[sign.name] = sign
    return list(best.values())


def _sentence(reason: str, words: str) -> str:
    quoted = f": “{one_line(words, _MOST_WORDS)}”" if words.strip() else ""
    return f"{reason[:1].upper()}{reason[1:]}{quoted}."
