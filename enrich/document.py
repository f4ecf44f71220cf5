"""One advert as the steps of enrichment see it: its words, folded and split once for all of them."""

from __future__ import annotations

from compoundwatch.posting import Advert
from compoundwatch.text import fold
from enrich.writing.disguise import undisguised
from enrich.writing.lookalikes import squash
from enrich.writing.numbers import plain_digits


class Document:
    """`body` is what spans count in: `title + "\\n" + text`."""

    def __init__(self, advert: Advert) -> None:
        self.advert = advert
        self.body = advert.body
        self.folded = fold(self.body)
        self.squashed = squash(self.folded)
        self.plain = plain_digits(self.folded.text)
        """The folded text with digits of every script in ASCII; character for character the length of `folded.text`."""
        self.undisguised = undisguised(self.plain)
        """`plain` with digits for letters and look-alike letters undone; the same length. For finding words, not values."""
