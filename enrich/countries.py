"""Which country an advert belongs to: how national numbers and bare currencies are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import phonenumbers
import regex

from compoundwatch.posting import Advert, Place

# Countries whose people write a language, those with most of them first. Languages of many countries are left out.
_HOMES: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("CN", "MY", "SG"), "zh-Hant": ("TW", "HK", "MO"), "th": ("TH",), "vi": ("VN",),
    "id": ("ID",), "ms": ("MY", "SG", "BN"), "hi": ("IN",), "hi-Latn": ("IN", "PK"), "ta": ("IN", "LK", "SG", "MY"),
    "te": ("IN",), "bn": ("BD", "IN"), "ur": ("PK", "IN"), "ne": ("NP", "IN"), "si": ("LK",), "km": ("KH",), "my": ("MM",),
    "lo": ("LA",), "tl": ("PH",), "sw": ("KE", "TZ", "UG"), "am": ("ET",), "ru": ("RU", "KZ", "KG", "UZ"), "uz": ("UZ",),
    "ja": ("JP",), "ko": ("KR",), "mr": ("IN",), "pa": ("IN",), "gu": ("IN",), "kn": ("IN",), "ml": ("IN",), "or": ("IN",),
    "uk": ("UA",), "kk": ("KZ",), "ky": ("KG",),
}  # fmt: skip
# Currency signs of one country alone. People abroad are paid in others, so they say less than a place.
_SIGNS: Mapping[str, str] = {
    "₹": "IN", "₱": "PH", "৳": "BD", "฿": "TH", "₫": "VN", "₭": "LA", "៛": "KH", "₩": "KR", "₦": "NG", "₸": "KZ",
    "RM": "MY", "Rp": "ID", "KSh": "KE", "TSh": "TZ", "PKR": "PK", "NPR": "NP", "NT$": "TW", "HK$": "HK", "S$": "SG", "MMK": "MM",
}  # fmt: skip
_SIGN = regex.compile(r"(?<![\p{L}$])(?:\L<signs>)(?=[ .]?[0-9])", signs=list(_SIGNS))
_CODE = regex.compile(r"\+([1-9][0-9]{0,2})")
# The beginning of a long post is enough for hints.
_READ = 6000


def advert_countries(advert: Advert, language: str, places: Sequence[Place]) -> tuple[str, ...]:
    """ISO 3166 alpha-2 codes, likeliest first.

    In order: the source's country; homes of the language, those named in the text before the others; where people set
    out from and other places; countries of dialling codes and of currency signs in the text; last, where the work is.
    """
    homes = _HOMES.get(language, ())
    named = {
        role: [place.country for place in places if place.role == role]
        for role in ("origin", "unspecified", "transit", "destination")
    }
    all_named = {country for countries in named.values() for country in countries}
    source = [advert.source_country] if advert.source_country else []
    near = [*source, *(home for home in homes if home in all_named), *homes[:1], *named["origin"], *named["unspecified"]]
    ordered = [*near, *_hints(advert.body[:_READ]), *named["destination"], *named["transit"], *homes[1:]]
    return tuple(dict.fromkeys(country for country in ordered if country))


def _hints(text: str) -> Iterator[str]:
    for match in _CODE.finditer(text):
        digits = match[1]
        codes = (int(digits[:length]) for length in range(len(digits), 0, -1))
        yield from (region for code in codes if (region := phonenumbers.region_code_for_country_code(code)) not in {"ZZ", "001"})
    for match in _SIGN.finditer(text):
        yield _SIGNS[match.group()]
