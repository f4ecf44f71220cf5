"""Folding and tokens: what makes two writings of a word the same, for search, alerts and lexicons alike.

The rules are architecture.md's "What a search finds": case, width and Latin diacritics are folded; in scripts written
without spaces a token is one grapheme cluster, elsewhere it is a Unicode word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, repeat
from typing import NamedTuple

import regex

from compoundwatch.char_table import CharTable

# Latin letters that carry their stroke in the letter itself, so that decomposition does not bare them.
_STROKES = str.maketrans("đðħıłøŧƶɨʉ", "ddhilotziu")
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u30fc"
_CLUSTER = rf"(?=[{_UNSPACED}])\X"
_WORD = rf"[\p{{L}}\p{{N}}_][[\p{{L}}\p{{M}}\p{{N}}_]--[{_UNSPACED}]]*"
_TOKEN = regex.compile(rf"(?P<cluster>{_CLUSTER})|{_WORD}", regex.V1)
# Without a group a whole text is split in one call.
_TOKEN_TEXT = regex.compile(rf"{_CLUSTER}|{_WORD}", regex.V1)
# Each character of Han and Kana is a cluster, unless marks follow it: all but the last of a run are split without a look at them.
_LONE = regex.compile(r"[[\p{Han}\p{Hiragana}\p{Katakana}\u30fc]--\p{M}]", regex.V1)
_RUN_OR_TOKEN = regex.compile(rf"({_LONE.pattern}+(?={_LONE.pattern}))|({_CLUSTER}|{_WORD})", regex.V1)
# The same where there is nothing but ASCII, and where none of those scripts occurs: in half the time.
_ASCII_TOKEN = re.compile(r"[a-z0-9_]+")
_SPACED_TOKEN = regex.compile(r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*")
# The blocks that hold those scripts: a few ranges are told apart faster than seven properties.
_MAYBE_UNSPACED = regex.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2e80-\ufaff\uff00-\uffef"
    r"\U000116d0-\U000116ff\U00016fe0-\U00018cff\U0001aff0-\U0001b16f\U0001f200-\U0001f2ff\U00020000-\U0003ffff]"
)
# What stands between two blanks and is no longer than this comes again, mostly.
_COMMON = 32
_MARKS = regex.compile(r"\p{M}++")
_LATIN = regex.compile(r"\p{Latin}")
_INVISIBLE = regex.compile(r"[\p{Cf}\ufe00-\ufe0f\u034f\u115f\u1160\u17b4\u17b5\u3164]")
# What is neither of these, has no case and is in normal form is its own folding: most of what Asian scripts write.
_FOLDED_AWAY = regex.compile(rf"{_LATIN.pattern}|{_INVISIBLE.pattern}")
_NOT_TEXT = regex.compile(r"[[\p{Cc}\p{Cs}]--[\n\t]]", regex.V1)
_SPACE = regex.compile(r"\s++")
_BIDI = regex.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, where it stands in the original (`None` where they are the same)."""

    text: str
    starts: Sequence[int] | None
    ends: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that `text[start:end]` (not empty) was folded from."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


class Token(NamedTuple):
    """A folded token and its span in the original text. `cluster` tells one grapheme cluster of an unspaced script."""

    text: str
    start: int
    end: int
    cluster: bool


@lru_cache(maxsize=65536)
def _fold_chunk(chunk: str) -> str:
    wide = unicodedata.normalize("NFKC", _INVISIBLE.sub("", chunk)).casefold()
    if not wide.isascii() and _LATIN.search(wide):
        bare = "".join(char for char in unicodedata.normalize("NFD", wide) if not unicodedata.combining(char))
        return bare.translate(_STROKES)
    return unicodedata.normalize("NFC", wide)


def _one_for_one(code: int) -> str | None:
    """What a character is folded to that becomes one other; None for those that become none or several. Marks stay."""
    char = chr(code)
    folded = char if _MARKS.match(char) else _fold_chunk(char)
    return folded if len(folded) == 1 else None


_ONE_FOR_ONE = CharTable(_one_for_one)


def fold(text: str) -> Folded:
    """Fold case, width (NFKC), Latin diacritics and invisible characters, keeping the way back to the original."""
    if text.isascii():
        return Folded(text.lower(), None, None)
    one_for_one = text.translate(_ONE_FOR_ONE)
    if len(one_for_one) == len(text) and (as_long := _as_long(text, one_for_one)):
        return as_long
    chunks = _chunks(text)
    pieces = list(map(_fold_chunk, chunks))
    folded = "".join(pieces)
    if len(chunks) == len(text) == len(folded) and "" not in pieces:
        return Folded(folded, None, None)
    lengths = list(map(len, pieces))
    ends = list(accumulate(map(len, chunks)))
    starts = [0, *ends]
    return Folded(folded, _each(starts, lengths), _each(ends, lengths))


def _as_long(text: str, one_for_one: str) -> Folded | None:
    """The text folded to `one_for_one`, unless some of its marks fold otherwise together with what they follow."""
    if not _MARKS.search(text):
        return Folded(one_for_one, None, None)
    starts, ends = list(range(len(text))), list(range(1, len(text) + 1))
    for match in _MARKS.finditer(text):
        start, end = max(0, match.start() - 1), match.end()
        if _fold_chunk(text[start:end]) != one_for_one[start:end]:
            return None
        for at in range(start + 1, end):
            starts[at], ends[at - 1] = start, end
    return Folded(one_for_one, starts, ends)


def _chunks(text: str) -> list[str]:
    """The characters of a text, each with the marks that follow it."""
    chunks: list[str] = []
    done = 0
    for match in _MARKS.finditer(text):
        start = max(0, match.start() - 1)
        chunks += text[done:start]
        done = match.end()
        chunks.append(text[start:done])
    chunks += text[done:]
    return chunks


def _each(places: Iterable[int], times: Iterable[int]) -> list[int]:
    """Each place as often as its chunk has folded characters."""
    return list(chain.from_iterable(map(repeat, places, times)))


def fold_text(text: str) -> str:
    """Only the folded text, for words that need no way back."""
    if text.isascii():
        return text.lower()
    return " ".join([_fold_word(word) if len(word) <= _COMMON else _fold_rare_word(word) for word in text.split(" ")])


def _fold_rare_word(word: str) -> str:
    if word.isascii():
        return word.lower()
    if unicodedata.is_normalized("NFKC", word) and word.casefold() == word and not _FOLDED_AWAY.search(word):
        return word
    return "".join(map(_fold_chunk, _chunks(word)))


_fold_word = lru_cache(maxsize=32768)(_fold_rare_word)


def tokens(text: str | Folded) -> list[Token]:
    """Tokens in order: one per grapheme cluster in Han, Kana, Thai, Lao, Khmer and Burmese, one per word elsewhere."""
    folded = text if isinstance(text, Folded) else fold(text)
    starts, ends = folded.starts, folded.ends
    found = _tokens_in(folded.text)
    if starts is None or ends is None:
        return [Token(match.group(), *match.span(), match.lastindex == 1) for match in found]
    return [Token(match.group(), starts[match.start()], ends[match.end() - 1], match.lastindex == 1) for match in found]


class Tokens:
    """The tokens of a folded text. Where they stand is told when it is asked for, because of most only the words are read."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self.texts = _texts_in(folded.text)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the tokens from `first` to `last`, both included, stand in the original text."""
        return self._folded.span(self._starts[first], self._starts[last] + len(self.texts[last]))

    @cached_property
    def _starts(self) -> list[int]:
        starts, done = [], 0
        for text in self.texts:
            # Between two tokens stands nothing that a token could begin with.
            start = self._folded.text.find(text, done)
            starts.append(start)
            done = start + len(text)
        return starts


def may_be_unspaced(text: str) -> bool:
    """Whether a text may hold characters of a script that is written without spaces: most texts can be told to hold none."""
    return not text.isascii() and _MAYBE_UNSPACED.search(text) is not None


def token_texts(text: str) -> list[str]:
    """The tokens of a text without their places, which is much quicker."""
    return _texts_in(fold_text(text))


def _texts_in(folded: str) -> list[str]:
    if folded.isascii():
        return _ASCII_TOKEN.findall(folded)
    if not may_be_unspaced(folded):
        return _SPACED_TOKEN.findall(folded)
    if not _LONE.search(folded):
        return _TOKEN_TEXT.findall(folded)
    return list(chain.from_iterable(run or (token,) for run, token in _RUN_OR_TOKEN.findall(folded)))


def _tokens_in(folded: str) -> Iterator[regex.Match[str]] | Iterator[re.Match[str]]:
    if folded.isascii():
        return _ASCII_TOKEN.finditer(folded)
    return (_TOKEN if may_be_unspaced(folded) else _SPACED_TOKEN).finditer(folded)


def clean(text: str) -> str:
    """NFC text as it enters the archive: no control characters but newline and tab, no lone surrogates, ends trimmed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _NOT_TEXT.sub("", text)).strip()


def inline(text: str) -> str:
    """Text from the web as a piece of a line: no controls, no bidi controls, each run of white space one space."""
    if text.isprintable() and "  " not in text:
        return text
    return _SPACE.sub(" ", _BIDI.sub("", _NOT_TEXT.sub(" ", text)))


def one_line(text: str, limit: int = 200) -> str:
    """Text from the web made safe for a terminal, a log line or a mail header: one line, no controls, no bidi."""
    line = inline(text).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"
