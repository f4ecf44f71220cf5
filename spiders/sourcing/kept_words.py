"""What stays when a page gets other words: what programs read, and nothing that says who or what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import regex

from compoundwatch.urls import registrable_domain
from spiders.reading.dates import machine_date, printed_date
from spiders.sourcing.made_up_words import made_up

NOBODY = "https://example.org/"

# FULL_TIME, KES, en-GB, JobPosting, t3: names that programs know, and numbers that are nobody's telephone.
_CODE = regex.compile(
    r"[A-Z][A-Z0-9_]{0,30}|[a-z]{2}(?:[-_][A-Za-z]{2,4})?|(?:[A-Z][a-z]+){2,4}|[a-z]\d{1,2}|true|false|null|-?\d{1,6}(?:\.\d{1,4})?"
)
# public, full_time, vacancy-title: of a hook or a choice, unless the key says that it is somebody's name.
_CHOICE = regex.compile(r"[a-z]+(?:[_-]{1,2}[a-z]+){0,6}")
_SOMEBODY = regex.compile(
    r"user|acct|name|author|mail|phone|mobile|tel|contact|handle|nick|person|owner|recruiter|by$", regex.IGNORECASE
)
_YEAR = regex.compile(r"(?:19|20|25)\d\d")
_LONGEST_DATE = 40
_SCHEME = regex.compile(r"[a-z][a-z+.-]*:|//", regex.IGNORECASE)
# An id, a cursor: what stands in an address that is kept, and is no mere number of a telephone's length.
_SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class Keeper:
    """`site` is the page's registrable domain. `kept` are whole texts that stand, `sought` words that stand within a text."""

    site: str
    kept: frozenset[str]
    sought: frozenset[str]
    languages: tuple[str, ...]

    @classmethod
    def of(cls, url: str, kept: Collection[str], sought: Collection[str], languages: Sequence[str]) -> Keeper:
        """For the page at `url`. Ids that stand in kept addresses are kept by themselves, too."""
        parts = (part for text in kept if _SCHEME.match(text) for part in regex.split(r"[/?&=#]", text.partition("://")[2]))
        ids = {part for part in parts if _is_id(part)}
        return cls(registrable_domain(url), frozenset(kept) | ids, frozenset(sought), tuple(languages))

    def words(self, text: str, name: str = "") -> str:
        """The text with other words, or as it is; `name` is the key or attribute that it stands under."""
        bare = text.strip()
        if not bare or bare in self.kept or _CODE.fullmatch(bare) or self._is_choice(bare, name) or self._is_date(bare):
            return text
        for word in self.sought:
            if word in text:
                before, _, after = text.partition(word)
                return f"{made_up(before)}{word}{made_up(after)}"
        return made_up(text)

    def address(self, address: str) -> str:
        """A link within the site as it is, one elsewhere to nobody."""
        if address in self.kept or not _SCHEME.match(address) or "schema.org" in address:
            return address
        if address.startswith(("http://", "https://", "//")):
            inside = registrable_domain(f"http://{address.partition('//')[2]}") == self.site
            return address if inside else NOBODY
        return NOBODY

    def _is_choice(self, text: str, name: str) -> bool:
        return bool(name) and not _SOMEBODY.search(name) and bool(_CHOICE.fullmatch(text))

    def _is_date(self, text: str) -> bool:
        if len(text) > _LONGEST_DATE or not _YEAR.search(text):
            return False
        return (machine_date(text) or printed_date(text, self.languages)) is not None


def _is_id(part: str) -> bool:
    return len(part) > _SHORTEST_PART and any(map(str.isdigit, part))
