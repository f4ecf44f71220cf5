"""Which country an advert belongs to: how national numbers and bare currencies are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compoundwatch.posting import Advert, Place

# Countries whose people write a language, those with most of them first. Languages of many countries are left out.
_HOMES: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("CN", "MY", "SG"), "zh-Hant": ("TW", "HK", "MO"), "th": ("TH",), "vi": ("VN",),
    "id": ("ID",), "ms": ("MY", "SG", "BN"),
    "hi": ("IN",), "hi-Latn": ("IN", "PK"), "ta": ("IN", "LK", "SG", "MY"), "te": ("IN",), "bn": ("BD", "IN"), "ur": ("PK", "IN"),
    "ne": ("NP", "IN"), "si": ("LK",), "km": ("KH",), "my": ("MM",), "lo": ("LA",), "tl": ("PH",), "sw": ("KE", "TZ", "UG"),
    "am": ("ET",), "ru": ("RU", "KZ", "KG", "UZ"), "uz": ("UZ",), "ja": ("JP",), "ko": ("KR",), "mr": ("IN",), "pa": ("IN",),
    "gu": ("IN",), "kn": ("IN",), "ml": ("IN",), "or": ("IN",), "uk": ("UA",), "kk": ("KZ",), "ky": ("KG",),
}  # fmt: skip


def advert_countries(advert: Advert, language: str, places: Sequence[Place]) -> tuple[str, ...]:
    """ISO 3166 alpha-2 codes, likeliest first: the source's country, homes of the language (those named in the text
    before the others), where people set out from, other places named, and last where the work is."""
    homes = _HOMES.get(language, ())
    named = [
        place.country for role in ("origin", "unspecified", "transit", "destination") for place in places if place.role == role
    ]
    source = [advert.source_country] if advert.source_country else []
    ordered = [*source, *(home for home in homes if home in named), *homes[:1], *named, *homes[1:]]
    return tuple(dict.fromkeys(country for country in ordered if country))
