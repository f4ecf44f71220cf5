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
from compoundwatch.privacy.pleas import HELD, KIN, OTHERS, OWN, PLEA, SELF_HELD
from compoundwatch.privacy.seekers import CV_MARKS, OFFERING, SEEKING

Places = Mapping[str, list[tuple[int, int]]]

# How far behind one's kin it may stand that he is held: a sentence or two.
_HELD_WITHIN = 240
# How far before a contact its owner may be named: a line, or the sentence.
_OWNER_WITHIN = 90
_SENTENCE_END = regex.compile(r"[\n。！？!?।]|\.(?= |$)")
_FEWEST_CV_MARKS = 2
# A mark of a curriculum vitae is a heading or begins a line, as "Marital status: single" does.
_LINE_START = regex.compile(r"(?:\A|[\n|])[^\p{L}\n]{0,6}\Z")
_HEADING_END = regex.compile(r"[ \t]*+(?:[:：,;.|\-–]|\n|\Z)")
# What is longer is no letter of one person but a page about many.
_LONGEST = 20_000


class _Reading(NamedTuple):
    """What a posting is taken for, and the rule's name for it."""

    rule: str
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
    }
    return WordFinder({**plain, **seeking})


@lru_cache(maxsize=1)
def _tails() -> list[regex.Pattern[str]]:
    return [regex.compile(tail) for _, tail in SEEKING]


def find_people(text: str) -> Iterator[Finding]:
    """Findings in a folded text with ASCII digits."""
    places = _places(text) if len(text) <= _LONGEST else {}
    reading = _reading(text, places) if places else None
    if reading is None:
        return
    yield from names_in(text, reading.rule, labelled=reading.all_contacts)
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
        elif _tails()[int(key[5:])].match(text, end):
            found["seek"].append((start, end))
    return found


def _is_heading(text: str, start: int, end: int) -> bool:
    return bool(_LINE_START.search(text, max(0, start - 7), start) and _HEADING_END.match(text, end))


def _reading(text: str, places: Places) -> _Reading | None:
    if places["plea"] and (places["self"] or _somebody_is_held(places)):
        return _Reading("asks for help", all_contacts=not places["others"] and not places["offer"])
    if places["offer"]:
        return None
    marks = {text[start:end] for start, end in places["cv"]}
    if places["seek"] or len(marks) >= _FEWEST_CV_MARKS:
        return _Reading("looks for work", all_contacts=True)
    return None


def _somebody_is_held(places: Places) -> bool:
    return any(0 <= held - end <= _HELD_WITHIN for _, end in places["kin"] for held, _ in places["held"])


def _is_own(text: str, start: int, places: Places, reading: _Reading) -> bool:
    """Whether the contact that begins there is the writer's: said of it, or nobody else is spoken of."""
    begin = max(
        [match.end() for match in _SENTENCE_END.finditer(text, max(0, start - _OWNER_WITHIN), start)], default=start - _OWNER_WITHIN
    )
    own = max((end for _, end in places["own"] if begin <= end <= start), default=-1)
    others = max((end for _, end in places["others"] if begin <= end <= start), default=-1)
    if others > own:
        return False
    return own >= 0 or reading.all_contacts
