"""One advert as the steps of enrichment see it: its words, folded and split once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from compoundwatch.posting import Advert
from compoundwatch.text import Folded, fold
from enrich.disguise import undisguised
from enrich.lookalikes import Squashed, squash
from enrich.numbers import plain_digits


@dataclass(frozen=True)
class Document:
    """`body` is what spans count in: `title + "\\n" + text`."""

    advert: Advert

    @cached_property
    def body(self) -> str:
        return self.advert.body

    @cached_property
    def folded(self) -> Folded:
        return fold(self.body)

    @cached_property
    def squashed(self) -> Squashed:
        return squash(self.folded)

    @cached_property
    def plain(self) -> str:
        """The folded text with digits of every script in ASCII; character for character the length of `folded.text`."""
        return plain_digits(self.folded.text)

    @cached_property
    def undisguised(self) -> str:
        """`plain` with digits for letters and look-alike letters undone; the same length. For finding words, not values."""
        return undisguised(self.plain)
