"""Our tokens as the server's `whitespace` analyzer keeps them: joined by spaces, and long ones cut before it would cut them.

That analyzer cuts a token after 255 UTF-16 units, and a piece could then not be told from a word. Our pieces bear a mark
that stands in no token, so that a phrase of them is the long token and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

# Twice as many UTF-16 units at most, and two marks: less than the 255 at which Lucene's WhitespaceTokenizer cuts.
_PIECE: Final = 120
_MARK: Final = "+"


def pieces(token: str) -> list[str]:
    """The terms that a token stands as, one after another; `+` marks where a piece goes on.

    A token that begins so has the same pieces but for the last, which it only begins with.
    """
    if len(token) <= _PIECE:
        return [token]
    cut = [token[start : start + _PIECE] for start in range(0, len(token), _PIECE)]
    return [cut[0] + _MARK, *(_MARK + piece + _MARK for piece in cut[1:-1]), _MARK + cut[-1]]


def terms(tokens: Sequence[str]) -> Iterator[str]:
    for token in tokens:
        yield from pieces(token)


def joined(tokens: Sequence[str]) -> str:
    """What the analyzer is given."""
    return " ".join(tokens if max(map(len, tokens), default=0) <= _PIECE else terms(tokens))
