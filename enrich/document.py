"""One advert as the steps of enrichment see it: its words, folded and split once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from compoundwatch.posting import Advert
from compoundwatch.text import Folded, Token, fold, tokens


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
    def tokens(self) -> list[Token]:
        return tokens(self.folded)
