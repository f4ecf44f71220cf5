"""What the posts of social networks have in common: addresses behind words, lists that go on, posts told twice."""

from __future__ import annotations

from collections.abc import Iterable

from w3lib.url import add_or_replace_parameters, url_query_cleaner

from spiders.page import Draft, Link, Page
from spiders.reading.markup import absolute

# A post links to a few pages; one that links to hundreds is no advert.
_MOST_ADDRESSES = 30
_LONGEST_CURSOR = 1_000
# A saved page that was scrolled for long holds a few hundred.
_MOST_POSTS = 500


def with_addresses(text: str, addresses: Iterable[str]) -> str:
    """The text, and on lines below it the addresses that it links to and does not print in full."""
    unprinted = [url for url in dict.fromkeys(addresses) if url and url not in text]
    return "\n".join((text, *unprinted[:_MOST_ADDRESSES])).strip()


def next_list(page: Page, parameter: str, value: str | None, dropped: Iterable[str] = ()) -> tuple[Link, ...]:
    """This page's own address with `parameter` set and those `dropped` that would contradict it; nothing without a value."""
    if not value or len(value) > _LONGEST_CURSOR:
        return ()
    kept = url_query_cleaner(page.url, tuple(dropped), remove=True) if dropped else page.url
    url = absolute(page, add_or_replace_parameters(kept, {parameter: value}))
    return (Link(url, "list"),) if url and url != page.url else ()


def each_once(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Those with words, by their own ids: what a page's data and its markup both tell is one post."""
    found: dict[str | None, Draft] = {}
    for draft in drafts:
        if draft.text and len(found) < _MOST_POSTS:
            found.setdefault(draft.native_id, draft)
    return tuple(found.values())
