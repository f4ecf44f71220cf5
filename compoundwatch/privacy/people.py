"""Finds the names and contacts of people who look for work and of people who ask for help, and leaves everybody else's alone.

A posting counts as somebody's search for work when it says so in the first person, or has two marks of a curriculum vitae,
and nothing in it offers work. It counts as a call for help when somebody of one's own is held and help is asked for. Where
both readings are open, contacts stay: a recruiter's number that is lost blinds the archive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import regex

from compoundwatch.privacy.contacts import contacts_in
from compoundwatch.privacy.finding import Finding
from compoundwatch.privacy.names import names_in
from compoundwatch.privacy.plain import WordFinder
from compoundwatch.privacy.pleas import HELD, KIN, OTHERS, OWN, PLEA, REACH, SELF_HELD
from compoundwatch.privacy.seekers import CV_MARKS, EXPECTED, OFFERING, SEEKING

Places = Mapping[str, list[tuple[int, int]]]

# How far behind one's kin it may stand that he is held: a sentence or two.
_HELD_WITHIN, _HELD_BEFORE = 240, 30
# Nobody names his brother more often; a hostile text may.
_MOST = 50
# How far before a contact its owner may be named: a line, or the sentence.
_OWNER_WITHIN = 90
_SENTENCE_END = regex.compile(r"[\n。！？!?।]|\.(?= |$)")
_FEWEST_CV_MARKS = 2
# A mark of a curriculum vitae is a heading or begins a line, as "Marital status: single" does.
_LINE_START = regex.compile(r"(?:\A|[\n|])[^\p{L}\n]{0,6}\Z")
_HEADING_END = regex.compile(r"[ \t]*+(?:[:：,;.|\-–]|\n|\Z)")
# A sum of money: who offers work names one, mostly.
_SUM = regex.compile(
    r"\p{Sc} ?[0-9]|(?:usdt?|rs\.?|rm|ksh|kes|php|aed|sar|thb|rp\.?) ?[0-9]"
    r"|(?<![0-9])[0-9][0-9., ]{1,12}k? ?(?:\p{Sc}|usdt?\b|dollars?|baht|thb|rmb|cny|yuan|php|pesos?\b|pkr|inr|rs\b|rupees?"
    r"|npr|bdt|taka|aed\b|sar\b|qar|kes|ksh|ugx|birr|idr|juta|rupiah|rm\b|myr|vnd|trieu|kyat|kip\b|riels?|tenge|rub|руб|тенге|долл|元|块|塊|万|萬|บาท|หมื่น)"
)
# "Write “I need a job” to …": quoted words are not the writer's own.
_QUOTED = regex.compile(r"[\"'“”‘«「『][ ]?\Z")
# What is longer is no letter of one person but a page about many.
_LONGEST = 20_000


class _Reading(NamedTuple):
    """What a posting is taken for: the rule's name for it, whether nobody but the writer is spoken of, and whether all
    contacts are then the writer's or only those that the reader is bidden to use."""

    rule: str
    alone: bool
    all_contacts: bool


@lru_cache(maxsize=1)
def _words() -> WordFinder:
    seeking: dict[str, tuple[str, ...]] = {f"seek {number}": (words,) for number, (words, _) in enumerate(SEEKING)}
    plain = {
        "cv": CV_MARKS,
        "offer": OFFERING,
        "self": SELF_HELD,
        "kin": KIN,
        "held": HELD,
        "plea": PLEA,
        "own": OWN,
        "others": OTHERS,
        "reach": REACH,
        "expected": EXPECTED,
    }
    return WordFinder({**plain, **seeking})


@lru_cache(maxsize=1)
def _tails() -> list[regex.Pattern[str]]:
    return [regex.compile(tail) for _, tail in SEEKING]


def find_people(text: str, papers: int) -> Iterator[Finding]:
    """Findings in a folded text with ASCII digits; `papers`: how many kinds of papers' numbers and dates are in it."""
    if len(text) > _LONGEST:
        return
    places = _places(text)
    reading = _reading(text, places, papers)
    if reading is None:
        return
    yield from names_in(text, reading.rule, labelled=reading.alone)
    for contact in contacts_in(text, reading.rule):
        if _is_own(text, contact.start, places, reading):
            yield contact


def _places(text: str) -> Places:
    """Where the words of each kind stand."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for key, start, end in _words().find(text):
        if key == "cv" and not _is_heading(text, start, end):
            continue
        if not key.startswith("seek "):
            found[key].append((start, end))
        elif _tails()[int(key[5:])].match(text, end) and not _QUOTED.search(text, max(0, start - 3), start):
            found["seek"].append((start, end))
    return found


def _is_heading(text: str, start: int, end: int) -> bool:
    return bool(_LINE_START.search(text, max(0, start - 7), start) and _HEADING_END.match(text, end))


def _reading(text: str, places: Places, papers: int) -> _Reading | None:
    # "My brother is held there, call me" asks for help without the word; an offer that says so lies, and keeps its number.
    asks = places["plea"] or (places["own"] and not places["offer"])
    if asks and (places["self"] or _somebody_is_held(places)):
        return _Reading("asks for help", alone=not places["others"] and not places["offer"], all_contacts=False)
    if places["offer"] or (_SUM.search(text) and not places["expected"]):
        return None
    marks = {text[start:end] for start, end in places["cv"]}
    if places["seek"] or papers + len(marks) >= _FEWEST_CV_MARKS:
        return _Reading("looks for work", alone=True, all_contacts=True)
    return None


def _somebody_is_held(places: Places) -> bool:
    return any(
        -_HELD_BEFORE <= held - start <= _HELD_WITHIN for start, _ in places["kin"][:_MOST] for held, _ in places["held"][:_MOST]
    )


def _is_own(text: str, start: int, places: Places, reading: _Reading) -> bool:
    """Whether the contact that begins there is the writer's: said so before it, or nobody else is spoken of."""
    since = max(0, start - _OWNER_WITHIN)
    begin = max([match.end() for match in _SENTENCE_END.finditer(text, since, start)], default=since)
    own, others = _last(places["own"], begin, start), _last(places["others"], begin, start)
    if others > own:
        return False
    bidden = own >= 0 or (reading.alone and max(_last(places["reach"], begin, start), _last(places["plea"], begin, start)) >= 0)
    return bidden or reading.all_contacts


def _last(words: list[tuple[int, int]], begin: int, end: int) -> int:
    """Where the last of these words between two places ends; -1 where there is none."""
    return max((stop for start, stop in words if begin <= start and stop <= end), default=-1)
