"""A contact before it is tied to the printed words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from compoundwatch.posting import Contact, ContactType
from enrich.document import Document


class Found(NamedTuple):
    """`start` and `end` count in the plain (folded) text."""

    type: ContactType
    value: str
    start: int
    end: int

    def printed(self, document: Document) -> Contact:
        """The contact with the exact words of the body."""
        start, end = document.folded.span(self.start, self.end)
        return Contact(type=self.type, value=self.value, raw=document.body[start:end], start=start, end=end)


def overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `start` to `end` touches one of `spans`, which are in order and apart."""
    behind = bisect_left(spans, (end, end))
    return behind > 0 and spans[behind - 1][1] > start


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with the spans (in order, apart) made unreadable, the same length."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], "\0" * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])
