"""The words that a query found, in the words around them."""

from __future__ import annotations

from collections.abc import Sequence

from compoundwatch.posting import Posting, Span
from compoundwatch.text import one_line

MARKS = ("«", "»")
_AROUND = 30


def excerpt(posting: Posting, spans: Sequence[Span], *, most: int = 3) -> str:
    """One safe line with up to `most` finds, each marked «so»; empty where nothing was found in the text."""
    pieces: list[str] = []
    end = 0
    for span in spans[:most]:
        before = posting.body[max(end, span.start - _AROUND) : span.start]
        gap = " … " if span.start - _AROUND > end else ""
        pieces.append(f"{gap}{before}{MARKS[0]}{span.raw}{MARKS[1]}")
        end = span.end
    rest = posting.body[end : end + _AROUND] if pieces else ""
    return one_line("".join(pieces) + rest, 160).strip()
