"""Names that the text uses for places and that the gazetteer does not know: "work in Chrey Thom"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import regex

from enrich.places.cues import Neighbours
from enrich.places.text import ToponymText

# A word of a name; shorter ones are abbreviations.
_WORD = regex.compile(r"(?<![\p{L}\p{N}@_.-])\p{Cased}[\p{L}'’]{2,29}+(?![\p{L}\p{M}\p{N}@_])")
_MOST_WORDS, _MOST_NAMES = 3, 20


def unknown_names(
    text: ToponymText, taken: Collection[tuple[int, int]], locations: Neighbours[bool], common: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Where in the folded text such names stand: capitalised, right after a word like "in", outside the `taken` spans.

    A line that writes most words with a capital tells nothing. No more than twenty are given.
    """
    left, free = _MOST_NAMES, 0
    for match in _WORD.finditer(text.text):
        start = match.start()
        if not left:
            return
        if start < free or not text.is_capital(start) or text.in_title(start) or not locations.before(text.text, start):
            continue
        free = end = _end_of_name(text, match.end())
        is_taken = any(start < last and first < end for first, last in taken)
        if not is_taken and match.group() not in common:
            left -= 1
            yield start, end


def _end_of_name(text: ToponymText, end: int) -> int:
    """Where the last of the capitalised words ends that follow each other."""
    for _ in range(_MOST_WORDS - 1):
        following = _WORD.match(text.text, end + 1) if text.text[end : end + 1] == " " else None
        if not following or not text.is_capital(following.start()):
            break
        end = following.end()
    return end
