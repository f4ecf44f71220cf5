"""Lists that print adverts in short: taken as they stand, or followed to the pages that hold them whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import regex

from compoundwatch.config import SourceConfig
from spiders.page import Draft, Link, ParsedPage


def own_page(draft: Draft) -> str:
    """The address that the posting bears."""
    return draft.url


def listed(
    drafts: Iterable[Draft],
    source: SourceConfig | None,
    further: Iterable[Link] = (),
    whole_at: Callable[[Draft], str] = own_page,
) -> ParsedPage:
    """What a list gives: each advert once, as printed there, and the `further` lists.

    Where the source's `detail` matches the address at which a whole advert stands, a link to it takes the draft's place.
    """
    whole: list[Link] = []
    short: list[Draft] = []
    for draft in _each_once(drafts):
        address = whole_at(draft)
        if source and source.detail and _matches(source.detail, address):
            whole.append(Link(address, "detail", native_id=draft.native_id))
        else:
            short.append(draft)
    return ParsedPage(tuple(short), (*whole, *further))


def _each_once(drafts: Iterable[Draft]) -> Iterable[Draft]:
    # Boards repeat what is advertised at the head of a list.
    first: dict[str, Draft] = {}
    for draft in drafts:
        first.setdefault(draft.native_id or draft.url, draft)
    return first.values()


def _matches(pattern: str, address: str) -> bool:
    # A pattern from a YAML file meets an address from the web: it gets a tenth of a second.
    try:
        return regex.search(pattern, address, timeout=0.1) is not None
    except TimeoutError:
        return False
