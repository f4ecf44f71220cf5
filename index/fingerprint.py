"""Near-duplicates: what is left of a text when all that recruiters swap is taken away, and how alike two of them are.

Taken away: contacts, digits, emoji, punctuation, spacing, case, accents, invisible characters, and the difference between
simplified and traditional Chinese and between Latin and Cyrillic letters (Uzbek is written in both). What remains is compared
by its runs of four characters, in which spaced-out letters, abbreviations and moved lines weigh little. The figures below were
chosen on `data/adverts/dev.jsonl`: true variants share at least 0.39 of their runs there, other pairs at most 0.13.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import opencc
import regex
from rensa import RMinHash  # type: ignore[import-untyped]  # it ships no types

from compoundwatch.text import token_texts
from index.one_script import in_one_script

# Stored signatures are only comparable while this stays the same.
FINGERPRINT_VERSION: Final = f"2/{RMinHash.ALGORITHM_VERSION}"

_RUN = 4
# A text of fewer runs is too short to be told from another ("hiring now, call me").
_LEAST_RUNS = 40
# Beyond this much text nothing new is learnt about a near-duplicate.
_MOST_CHARACTERS = 20_000

# Short adverts are rewritten in large part and still are the same; long ones share an employer's template while the
# jobs differ, so of them more is asked. Between the two lengths the threshold rises evenly.
_SHORT, _SHORT_SHARE = 350, 0.30
_LONG, _LONG_SHARE = 1200, 0.72

# A pair that shares 0.4 of its runs meets in a band with p = 0.96, one that shares 0.1 with p = 0.05.
BANDS, _ROWS = 50, 3

# Odd numbers of 64 bits, taken from the hexadecimal digits of pi.
_FACTORS = (0x243F6A8885A308D3, 0x13198A2E03707345, 0xA4093822299F31D1, 0x082EFA98EC4E6C89)
_MASK = (1 << 64) - 1

# So many standard deviations below what the least alike of near-duplicates agree in, sketches rule a pair out: of those that
# are just alike enough one in 700 wrongly, of true variants (0.39 and more) one in a million.
_DEVIATIONS = 3
_COUNT_BYTES = 2
# In each byte of a sketch the highest bit, and all but that.
_HIGH_BITS = int.from_bytes(b"\x80" * (BANDS * _ROWS), "big")
_LOW_BITS = int.from_bytes(b"\x7f" * (BANDS * _ROWS), "big")

_NOISE = regex.compile(r"[\p{N}_]+")


@dataclass(frozen=True)
class Fingerprint:
    """The bare text of an advert, with nothing in it that recruiters swap."""

    bare: str

    @cached_property
    def runs(self) -> frozenset[str]:
        return frozenset([self.bare[start : start + _RUN] for start in range(len(self.bare) - _RUN + 1)])

    @cached_property
    def _rows(self) -> list[int]:
        sketch = RMinHash(num_perm=BANDS * _ROWS, seed=1)
        sketch.update(list(self.runs))
        rows: list[int] = sketch.digest()
        return rows

    @property
    def tells_enough(self) -> bool:
        return len(self.runs) >= _LEAST_RUNS

    @cached_property
    def digest(self) -> bytes:
        return hashlib.sha256(self.bare.encode()).digest()[:16]

    def bands(self) -> list[int]:
        """Terms that near-duplicates probably share one of: 50 signed 64-bit numbers."""
        return [_band(band, *self._rows[band * _ROWS : (band + 1) * _ROWS]) for band in range(BANDS)]

    def sketch(self) -> bytes:
        """152 bytes: how many runs, then 150 of which two texts agree in as large a share as they share runs, by and large."""
        return len(self.runs).to_bytes(_COUNT_BYTES, "big") + bytes(row & 0xFF for row in self._rows)

    def packed(self) -> bytes:
        return zlib.compress(self.bare.encode(), 1)

    @classmethod
    def unpacked(cls, packed: bytes) -> Fingerprint:
        return cls(zlib.decompress(packed).decode())


def fingerprint(body: str, contacts: Iterable[tuple[int, int]]) -> Fingerprint:
    """The fingerprint of an advert's `title + "\\n" + text`; the spans of contacts are left out of it."""
    bare = _without(body, contacts)[:_MOST_CHARACTERS]
    return of_bare(_NOISE.sub("", "".join(token_texts(_to_simplified().convert(bare)))))


def of_bare(bare: str) -> Fingerprint:
    """The fingerprint of a bare text, also of one that an older version left less bare."""
    return Fingerprint(in_one_script(bare))


def is_near_duplicate(a: Fingerprint, b: Fingerprint) -> bool:
    if not (a.tells_enough and b.tells_enough):
        return False
    shared = len(a.runs & b.runs)
    share = shared / (len(a.runs) + len(b.runs) - shared)
    return share >= _least_share(min(len(a.runs), len(b.runs)))


def may_be_near_duplicates(a: bytes, b: bytes) -> bool:
    """Whether two sketches leave it open. The bytes that agree are as a coin would fall that often tossed (binomial)."""
    tosses = BANDS * _ROWS
    agreeing = tosses - _count_differing(a[_COUNT_BYTES:], b[_COUNT_BYTES:])
    return agreeing >= _least_agreeing(int.from_bytes(min(a[:_COUNT_BYTES], b[:_COUNT_BYTES]), "big"))


@cache
def _least_agreeing(runs: int) -> float:
    share, tosses = _least_share(runs), BANDS * _ROWS
    return tosses * share - _DEVIATIONS * math.sqrt(tosses * share * (1 - share))


def _count_differing(a: bytes, b: bytes) -> int:
    """How many bytes differ, all at once: a byte of the difference that is not zero carries into its highest bit."""
    difference = int.from_bytes(a, "big") ^ int.from_bytes(b, "big")
    return (((difference & _LOW_BITS) + _LOW_BITS | difference) & _HIGH_BITS).bit_count()


def _least_share(runs: int) -> float:
    part = min(max((runs - _SHORT) / (_LONG - _SHORT), 0.0), 1.0)
    return _SHORT_SHARE + part * (_LONG_SHARE - _SHORT_SHARE)


def _without(body: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, end = [], 0
    for start, stop in sorted(spans):
        pieces.append(body[end:start])
        end = max(end, stop)
    pieces.append(body[end:])
    return " ".join(pieces)


def _band(band: int, first: int, second: int, third: int) -> int:
    by_band, by_first, by_second, by_third = _FACTORS
    mixed = (band * by_band + first * by_first + second * by_second + third * by_third) & _MASK
    return mixed - (1 << 64) if mixed >> 63 else mixed


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
