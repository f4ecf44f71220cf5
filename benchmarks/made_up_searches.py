"""Made-up saved searches, each of its own text: words, phrases, words not wanted, filters, distances; the same for a seed.

The words are those of `made_up_postings`, the rare ones among them as often as in its texts, so that a search finds what saved
searches find: mostly nothing, now and then one posting, and some (a country, a compound, a common word) a few in a hundred.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from benchmarks.made_up_postings import COMPOUNDS, COUNTRIES, PLACES, WORDS
from compoundwatch.posting import Posting

Maker = Callable[["_Chance"], str]

_LONG = 15


def made_up_searches(count: int, postings: Sequence[Posting], *, seed: int = 0) -> Iterator[str]:
    """`count` distinct query texts, a sixth of each kind; rare words are taken from `postings`, so that something is found."""
    chance = _Chance(random.Random(seed), postings)
    seen: set[str] = set()
    while len(seen) < count:
        text = _KINDS[len(seen) % len(_KINDS)](chance)
        if text not in seen:
            seen.add(text)
            yield text


class _Chance:
    """Picks words, contacts and places."""

    def __init__(self, chance: random.Random, postings: Sequence[Posting]) -> None:
        self.random = chance
        self._common = sorted({word for words in WORDS.values() for word in words if word.isalnum()})
        everyday = {"ref", *self._common}
        self._rare = [word for posting in postings for word in posting.text.split() if word.isalnum() and word not in everyday]

    def rare(self) -> str:
        """A word of one posting; of a script without spaces a few characters of a line."""
        word = self.random.choice(self._rare)
        return word if len(word) < _LONG else word[: self.random.randint(2, 6)]

    def common(self) -> str:
        return self.random.choice(self._common)

    def handle(self) -> str:
        return f"telegram:hr_{self.random.randrange(20_000)}"

    def near(self) -> str:
        _, _, lat, lon = self.random.choice(PLACES)
        return f"near:{lat + self.random.uniform(-1, 1):.4f},{lon + self.random.uniform(-1, 1):.4f}~{self.random.randint(5, 90)}km"

    def compound(self) -> str:
        return f"compound:{self.random.choice(COMPOUNDS)[0]}"

    def filter(self) -> str:
        kinds = (
            f"country:{self.random.choice(COUNTRIES)}",
            f"language:{self.random.choice(list(WORDS))}",
            f"level:{self.random.choice(('watch', 'high', 'critical'))}",
            f"pay:>{self.random.randrange(500, 6000)}",
        )
        return self.random.choice(kinds)


def _words(chance: _Chance) -> str:
    return f"{chance.rare()} OR {chance.rare()} OR {chance.rare()}"


def _phrase(chance: _Chance) -> str:
    return f'"{chance.common()} {chance.rare()}" OR "{chance.rare()} {chance.rare()}"'


def _not(chance: _Chance) -> str:
    return f"{chance.common()} {chance.filter()} {chance.rare()[:2]}* -{chance.common()} -{chance.rare()}"


def _filters(chance: _Chance) -> str:
    return f"({chance.common()} OR {chance.rare()}) {chance.filter()} {chance.compound()}"


def _distance(chance: _Chance) -> str:
    return f"{chance.common()} ({chance.near()} OR {chance.near()})"


def _contact(chance: _Chance) -> str:
    return f"{chance.handle()} OR ({chance.compound()} {chance.rare()})"


_KINDS: tuple[Maker, ...] = (_words, _phrase, _not, _filters, _distance, _contact)
