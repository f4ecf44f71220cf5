"""Personal data that never leaves the sealed WARC: found by rules, and masked before a posting is written anywhere.

Masked are numbers of passports and identity papers, dates of birth, and the names and contacts of people who look for work or
ask for help. A recruiter's contacts are what the archive is for: they stay, and where it is not sure whose a contact is, it
stays. The same words give the same mask; `rules_version` names the rules. docs/privacy.md says it in plain words.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from compoundwatch.privacy.births import find_births
from compoundwatch.privacy.finding import Finding, Kind
from compoundwatch.privacy.numbers import find_numbers
from compoundwatch.privacy.people import find_people
from compoundwatch.privacy.plain import plain_of

__all__ = ["Finding", "Kind", "Masked", "findings", "mask_advert", "mask_text", "rules_version"]

# The printed fields of an advert that stand for themselves; title and text are read as one.
_LINES = ("hiring_organization", "job_location", "base_salary", "employment_type")


class Masked(NamedTuple):
    """A text with its masks, and what stood in their place, by the characters of the text as it was."""

    text: str
    findings: tuple[Finding, ...]


def findings(text: str) -> tuple[Finding, ...]:
    """What would be masked in a text, by place, none overlapping. Linear in its length."""
    plain = plain_of(text)
    if not any(map(str.isdigit, plain.text)) and "@" not in plain.text:
        return ()
    found = [*find_numbers(plain.text), *find_births(plain.text)]
    found += find_people(plain.text, len({one.kind for one in found}))
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(Finding(one.kind, *plain.span(one.start, one.end), one.rule) for one in kept)


def mask_text(text: str) -> Masked:
    """The text with a mask in place of every finding."""
    found = findings(text)
    return Masked(_with_masks(text, found), found)


def mask_advert(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of an advert with masks in title, text and the printed lines. Anything but text is left alone."""
    title, text = fields["title"], fields["text"]
    found = findings(f"{title}\n{text}")
    in_title = tuple(one for one in found if one.end <= len(title))
    in_text = tuple(
        one._replace(start=one.start - len(title) - 1, end=one.end - len(title) - 1) for one in found if one.start > len(title)
    )
    lines = {name: mask_text(value).text for name in _LINES if isinstance(value := fields.get(name), str)}
    return {**fields, **lines, "title": _with_masks(title, in_title), "text": _with_masks(text, in_text)}


def _with_masks(text: str, found: tuple[Finding, ...]) -> str:
    pieces, done = [], 0
    for one in found:
        pieces += [text[done : one.start], one.mask]
        done = one.end
    return "".join([*pieces, text[done:]])


@lru_cache(maxsize=1)
def rules_version() -> str:
    """A hash of the rules and words: it changes whenever a mask could."""
    digest = hashlib.sha256()
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:8]
