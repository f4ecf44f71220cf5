"""Employers, agencies and listed groups that a posting names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import regex

from compoundwatch.config.gazetteer import OrganisationsConfig, load_organisations
from compoundwatch.posting import Organisation
from enrich.document import Document
from enrich.names.matcher import NameMatcher
from enrich.writing.anchored import AnchoredPattern

# A name of a company as it is looked for: so many words, so many characters, so many in one posting.
_MOST_WORDS, _MOST_CASELESS_WORDS = 6, 3
_LONGEST = 60
_MOST_FOUND = 30
_UNSPACED = regex.compile(r"[\p{Han}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_CASED = regex.compile(r"[\p{Latin}\p{Cyrillic}]")
_HAN_BEFORE = regex.compile(r"[\p{Han}\p{N}\p{Latin}（）()·]++$")
_QUOTED = regex.compile(r"\s?[«„“\"]([^«»“”\"\n]{2,60})[»“”\"]")
_RUN = regex.compile(r" ?([\p{L}\p{M}\p{N}&\-]++)")
# "Limited", without which the Thai and Lao words for company begin no name.
_LIMITED = regex.compile(r"[^\n]{0,60}?(?:จำกัด|ຈຳກັດ)(?:\s?\(มหาชน\))?")
_SMALL_WORDS = frozenset("& and of the và dan de".split())
# Words that stand capitalised before a name and are no part of it.
_NO_NAMES = frozenset("At For With By From In The Our Join About Employer Company Agency".split())


class OrganisationFinder:
    """Finds organisations. `load` once, then `find` for each document."""

    def __init__(self, config: OrganisationsConfig) -> None:
        groups = [(group.name, (group.name, *group.aliases, *group.unconfirmed)) for group in config.listed]
        self._listed = NameMatcher((name, owner) for owner, names in groups for name in names)
        self._endings = _any_of(config.endings.values())
        self._beginnings = _any_of(config.beginnings.values())

    @classmethod
    def load(cls, gazetteer_folder: Path) -> OrganisationFinder:
        """`gazetteer_folder` is configs/gazetteer. Raises ConfigError."""
        return cls(load_organisations(gazetteer_folder))

    def find(self, document: Document) -> tuple[Organisation, ...]:
        """Organisations in order of appearance; none overlaps another, listed groups under the name of the list."""
        taken: list[tuple[int, int, str]] = []
        for start, end, name in self._all(document):
            if len(taken) < _MOST_FOUND and all(end <= first or start >= last for first, last, _ in taken):
                taken.append((start, end, name))
        body = document.body
        return tuple(Organisation(name=name, raw=body[start:end], start=start, end=end) for start, end, name in sorted(taken))

    def _all(self, document: Document) -> Iterator[tuple[int, int, str]]:
        body, employer = document.body, (document.advert.hiring_organization or "").strip()
        for listed in self._listed.find(document.squashed):
            yield *document.folded.span(listed.start, listed.end), listed.owner
        at = body.find(employer) if employer else -1
        if at >= 0:
            yield at, at + len(employer), employer
        for match in self._endings.finditer(body):
            start = _start_before(body, match.start())
            if start is not None:
                yield start, match.end(), body[start : match.end()]
        for match in self._beginnings.finditer(body):
            if end := _end_after(body, match.end()):
                yield match.start(), end, body[match.start() : end]


def _any_of(groups: Iterable[Iterable[str]]) -> AnchoredPattern:
    """Finds any of the words, whole where they are of a spaced script; a dot may follow each word of an abbreviation."""
    words = sorted({word for group in groups for word in group}, key=lambda word: (-len(word), word))
    either = "|".join(_flexible(word) for word in words)
    pattern = regex.compile(rf"(?:{either})(?:[ ,]{{1,2}}(?:{either})){{0,2}}")
    return AnchoredPattern(pattern, (word.split()[0].rstrip(".") for word in words))


def _flexible(word: str) -> str:
    if not _CASED.match(word):
        return regex.escape(word)
    parts = [regex.escape(part.rstrip(".")) + r"\.?" for part in word.split()]
    return rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){' '.join(parts)}(?![\p{{L}}\p{{M}}\p{{N}}])"


def _start_before(body: str, end: int) -> int | None:
    """Where the name begins that ends in a company's ending at `end`; None where there is no name."""
    window = max(0, end - _LONGEST, body.rfind("\n", 0, end) + 1)
    if end and _UNSPACED.match(body, end):
        run = _HAN_BEFORE.search(body, window, end)
        return run.start() if run else None
    start = None
    at = end
    for _ in range(_MOST_WORDS if end < len(body) and _CASED.match(body, end) else _MOST_CASELESS_WORDS):
        word_end = len(body[window:at].rstrip(" ,")) + window
        word_start = body.rfind(" ", window, word_end) + 1 or window
        word = body[word_start:word_end]
        if not word or word in _NO_NAMES or (start is not None and body[word_end] == ","):
            break
        if not _is_name(word) and (start is None or word not in _SMALL_WORDS):
            break
        if _is_name(word):
            start = word_start
        at = word_start
        if word_start == window:
            break
    return start


def _is_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or (word[0].isalpha() and not _CASED.match(word))


def _end_after(body: str, start: int) -> int | None:
    """Where the name ends that follows a company's beginning at `start`; None where there is no name."""
    if quoted := _QUOTED.match(body, start):
        return quoted.end()
    if _UNSPACED.match(body, start - 1):
        limited = _LIMITED.match(body, start)
        return limited.end() if limited else None
    end = None
    at = start
    for _ in range(_MOST_WORDS):
        run = _RUN.match(body, at, min(len(body), start + _LONGEST))
        if not run or not run.group(1)[0].isupper():
            break
        end = at = run.end()
    return end
