"""Postings against sanctions lists: names in the text, the employer's name, wallets, sites and mail addresses.

A match says that words are alike, never that somebody is meant; it always carries its list, the list's id and a score. Persons
are looked for only here. Without an index (`compoundwatch sanctions refresh` makes it) nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import regex

from compoundwatch.posting import Contact, Organisation, SanctionMatch
from enrich.document import Document
from enrich.sanctions.found import Found, told
from enrich.sanctions.given_names import GivenNames
from enrich.sanctions.index_file import About, IndexFile
from enrich.sanctions.keys import mail_key, site_keys, wallet_keys
from enrich.sanctions.place import current_index
from enrich.sanctions.running_text import TextNames
from enrich.sanctions.unparted import UnpartedNames

__all__ = ["SanctionsChecker"]

_WALLETS = frozenset({"btc", "eth", "tron"})
_MOST_NAMES = 10
_SAME = 10
_SENTENCE_ENDS = regex.compile(r"[!?;:\n。！？；：]")


class SanctionsChecker:
    """Checks postings. `load` once, then `check` for each."""

    def __init__(self, index: IndexFile | None) -> None:
        self._index = index
        if index:
            self._text, self._given, self._unparted = TextNames(index), GivenNames(index), UnpartedNames(index)

    @classmethod
    def load(cls, folder: Path) -> SanctionsChecker:
        """With the index in the folder of lists (settings.sanctions); without one there is nothing to check against."""
        index = current_index(folder)
        return cls(IndexFile(index) if index else None)

    @property
    def about(self) -> About | None:
        """What the index was made of."""
        return self._index.about if self._index else None

    def check(
        self, document: Document, contacts: Sequence[Contact], organisations: Sequence[Organisation]
    ) -> tuple[SanctionMatch, ...]:
        """Who on the lists the posting may name, the likest first."""
        if self._index is None:
            return ()
        return told(self._found(document, contacts, organisations), self._index.about.min_score)

    def check_value(self, value: str, least: float) -> tuple[SanctionMatch, ...]:
        """Who on the lists bears a name at least so like this one, or holds this wallet, site or mail address.

        Unlike in a posting, names that many bear are told too.
        """
        if self._index is None:
            return ()
        keys = [*wallet_keys(value), *([mail_key(value)] if "@" in value else site_keys(value) if "." in value else ())]
        return told([*self._at(keys, value), *self._given.find(value)], least)

    def _found(self, document: Document, contacts: Sequence[Contact], organisations: Sequence[Organisation]) -> Iterator[Found]:
        yield from self._text.find(document)
        yield from self._unparted.find(document)
        employer = document.advert.hiring_organization or ""
        names = dict.fromkeys((employer, *(one.raw for one in organisations if not _SENTENCE_ENDS.search(one.raw))))
        for name in list(filter(None, names))[:_MOST_NAMES]:
            yield from self._given.find_telling(name)
        for contact in contacts:
            yield from self._at(_contact_keys(contact), contact.raw)

    def _at(self, keys: Sequence[str], words: str) -> Iterator[Found]:
        assert self._index is not None
        for key in keys:
            yield from (Found(row, words, 1.0) for row in self._index.at(key, _SAME))


def _contact_keys(contact: Contact) -> list[str]:
    if contact.type in _WALLETS:
        return list(wallet_keys(contact.value))
    if contact.type == "telegram":
        return list(site_keys(f"https://t.me/{contact.value}"))
    if contact.type == "url":
        return list(site_keys(contact.value))
    if contact.type == "email":
        return [mail_key(contact.value), *site_keys(contact.value.rpartition("@")[2])]
    return []
