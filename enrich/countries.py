"""Which country an advert belongs to: how national numbers and bare currencies are read."""

from __future__ import annotations

from collections.abc import Sequence

from compoundwatch.posting import Advert, Place


def advert_countries(advert: Advert, language: str, places: Sequence[Place]) -> tuple[str, ...]:
    """ISO 3166 alpha-2 codes, likeliest first."""
    return (advert.source_country,) if advert.source_country else ()
