"""How to reach the advertiser: numbers, handles, links, mail addresses and wallets, also where they are hidden.

`ContactFinder.load(configs / "contacts")` reads the cue words once; `find` is a pure function of one document.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from compoundwatch.posting import Contact
from enrich.contacts.cues import Cues
from enrich.contacts.found import Found, blank, overlaps
from enrich.contacts.handles import find_handles
from enrich.contacts.links import find_links
from enrich.contacts.mails import find_mails
from enrich.contacts.nearby import Nearby
from enrich.contacts.numbers import find_numbers
from enrich.contacts.wallets import find_wallets
from enrich.document import Document

__all__ = ["ContactFinder"]


class ContactFinder:
    """Finds contacts. Keep one for many documents."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    @classmethod
    def load(cls, folder: Path) -> ContactFinder:
        """With the cue words of `folder`/cues.yml. Raises ConfigError."""
        return cls(Cues.load(folder))

    def find(self, document: Document, countries: Sequence[str]) -> tuple[Contact, ...]:
        """Contacts by place, one for each type and value. `countries` are ISO 3166 alpha-2, likeliest first."""
        wallets = list(find_wallets(document.body))
        addresses = _apart([*find_mails(document.plain), *find_links(document.plain, document.folded, document.body, countries)])
        spans = [(found.start, found.end) for found in addresses]
        text = blank(document.plain, spans)
        words = blank(document.undisguised, spans)
        nearby = Nearby(words, self._cues.find(words))
        numbers = find_numbers(document, text, nearby, self._cues, countries)
        dialled = sorted({(found.start, found.end) for found in numbers})
        handles = find_handles(document, blank(text, dialled), nearby.without(dialled))
        printed = [found.printed(document) for found in (*addresses, *numbers, *handles)]
        held = [(wallet.start, wallet.end) for wallet in wallets]
        return _each_once([*wallets, *(contact for contact in printed if not overlaps(held, contact.start, contact.end))])


def _apart(found: list[Found]) -> list[Found]:
    """By place; of two that overlap the one that begins first, then the longer."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda found: (found.start, -found.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _each_once(contacts: list[Contact]) -> tuple[Contact, ...]:
    first: dict[tuple[str, str], Contact] = {}
    for contact in sorted(contacts, key=lambda contact: (contact.start, contact.end, contact.type)):
        first.setdefault((contact.type, contact.value), contact)
    return tuple(first.values())
