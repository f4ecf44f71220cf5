"""Names of countries in the languages of postings, as CLDR has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from babel import Locale

# The languages of contract.md's postings and the neighbours whose scripts they share.
_LOCALES = [
    *"en zh_Hans zh_Hant th vi id ms hi ta te bn ur ne si km my lo fil sw am ar fr pt es ru uz ja ko".split(),
    *"de it nl tr fa kk ky uk mr gu kn ml pa".split(),
]
# CLDR writes "Myanmar (Burma)" and "中国香港特别行政区"; what stands before a bracket is the name.
_BRACKETS = ("(", "（", "[")


def country_names() -> dict[str, set[str]]:
    """ISO 3166 alpha-2 code → names in all the languages."""
    found: dict[str, set[str]] = defaultdict(set)
    for locale in map(Locale.parse, _LOCALES):
        for code, name in locale.territories.items():
            if len(code) == 2:
                found[code].update(_readings(name))
    return found


def _readings(name: str) -> Iterator[str]:
    """A CLDR name without what stands in brackets."""
    bare = min((name.split(bracket, maxsplit=1)[0] for bracket in _BRACKETS), key=len).strip()
    if len(bare) > 1:
        yield bare
