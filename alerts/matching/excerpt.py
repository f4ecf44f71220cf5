"""The part of a text that shows why it matched: windows around the words found, whole characters, bounded."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from compoundwatch.posting import Record
from compoundwatch.text import inline

Spans = Sequence[tuple[int, int]]

_LENGTH = 480
_BEFORE = 60
_AFTER = 100
_GAP = " … "
# A longer marked word is cut: a quoted query may span a page.
_LONGEST_MARK = 120


class Segment(Record):
    """A piece of a posting's text, cleaned; `found` when it is one of the words that matched."""

    text: str
    found: bool = False


def mark(text: str, spans: Spans) -> tuple[Segment, ...]:
    """All of a short text, the spans (inside it, in order) marked."""
    return _segments(text, 0, len(text), spans)


def excerpt(text: str, spans: Spans, length: int = _LENGTH) -> tuple[Segment, ...]:
    """About `length` characters of `text` around the first spans; its beginning where there are none."""
    spans = [(start, min(end, start + _LONGEST_MARK)) for start, end in spans[:50] if 0 <= start < end]
    windows = _windows(text, spans, length)
    pieces: list[Segment] = []
    for start, end in windows:
        if start > 0:
            pieces.append(Segment(text=_GAP.lstrip() if not pieces else _GAP))
        pieces.extend(_segments(text, start, end, spans))
    if windows[-1][1] < len(text.rstrip()):
        pieces.append(Segment(text=_GAP.rstrip()))
    return tuple(pieces)


def _windows(text: str, spans: Spans, length: int) -> list[tuple[int, int]]:
    if not spans or len(text) <= length:
        return [(0, _whole(text, min(length, len(text))))]
    windows: list[tuple[int, int]] = []
    for start, end in spans:
        low, high = _whole(text, max(0, start - _BEFORE)), _whole(text, min(len(text), end + _AFTER))
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(high, windows[-1][1]))
        else:
            windows.append((low, high))
        if sum(high - low for low, high in windows) >= length:
            break
    return windows


def _whole(text: str, position: int) -> int:
    """`position` moved back to where no combining mark or joiner is torn from its letter, at most a few characters."""
    for _ in range(16):
        joined = 0 < position < len(text) and (text[position] == "\u200d" or unicodedata.category(text[position])[0] == "M")
        if not joined:
            break
        position -= 1
    return position


def _segments(text: str, start: int, end: int, spans: Spans) -> tuple[Segment, ...]:
    cuts = [start]
    for low, high in spans:
        if cuts[-1] <= low and high <= end:
            cuts += [low, high]
    cuts.append(end)
    # Every second piece lies within a span.
    pieces = [Segment(text=inline(text[low:high]), found=index % 2 == 1) for index, (low, high) in enumerate(pairwise(cuts))]
    return tuple(piece for piece in pieces if piece.text)
