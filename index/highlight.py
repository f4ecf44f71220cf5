"""The exact words of a posting that a query found."""

from __future__ import annotations

from collections.abc import Iterator

from compoundwatch.posting import Contact, Place, Posting, Span
from compoundwatch.text import token_texts, tokens
from index.fields import CONTACT_TYPES
from index.nearby import is_within
from index.query import And, Box, Leaf, Near, Node, Not, Or, Value, Words
from index.reference import stands_at, stands_in
from index.values import search_form, wallet_types, web_domain

# A word that stands everywhere is marked often enough.
MOST_SPANS = 100

_ROLES = {"origin", "transit", "destination"}


def highlights(query: Node, posting: Posting) -> tuple[Span, ...]:
    """Spans of `posting.body` that the query's words and values stand in, in order and without overlap.

    What a query excludes is never marked; of two that overlap the longer stays.
    """
    found = {(start, end) for leaf in _wanted(query) for start, end in _spans(leaf, posting)}
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    body = posting.body
    return tuple(Span(raw=body[start:end], start=start, end=end) for start, end in kept[:MOST_SPANS])


def _wanted(query: Node) -> Iterator[Leaf]:
    match query:
        case And() | Or():
            for node in query.nodes:
                yield from _wanted(node)
        case Not():
            return
        case _:
            yield query


def _spans(leaf: Leaf, posting: Posting) -> Iterator[tuple[int, int]]:
    match leaf:
        case Words(field=None | "title" | "text"):
            yield from _words(leaf, posting)
        case Words():
            yield from _named(leaf, posting)
        case Value():
            yield from _values(leaf, posting)
        case Near() | Box():
            for place in posting.places:
                if place.lat is not None and place.lon is not None and is_within(leaf, (place.lat, place.lon)):
                    yield place.start, place.end


def _words(words: Words, posting: Posting) -> Iterator[tuple[int, int]]:
    for field, text, offset in (("title", posting.title, 0), ("text", posting.text, len(posting.title) + 1)):
        if words.field not in {None, field}:
            continue
        found = tokens(text)
        texts = [token.text for token in found]
        for start in range(len(texts) - len(words.tokens) + 1):
            if stands_at(words, texts, start):
                yield offset + found[start].start, offset + found[start + len(words.tokens) - 1].end


def _named(words: Words, posting: Posting) -> Iterator[tuple[int, int]]:
    """Places and organisations that a word field finds, one by one."""
    if words.field == "organisation":
        spans: list[tuple[Span, tuple[str, ...]]] = [(organisation, (organisation.name,)) for organisation in posting.organisations]
    else:
        spans = [(place, (place.name, place.raw, place.country or "")) for place in posting.places if _is_of(place, words.field)]
    for span, names in spans:
        if any(stands_in(words, token_texts(name)) for name in names):
            yield span.start, span.end


def _is_of(place: Place, field: str | None) -> bool:
    return field not in _ROLES or place.role == field


def _values(value: Value, posting: Posting) -> Iterator[tuple[int, int]]:
    for contact in posting.contacts:
        if _is_meant(value, contact):
            yield contact.start, contact.end
    if value.field in {"indicator", "counter_indicator"}:
        for indicator in (*posting.indicators, *posting.counter_indicators):
            if _holds(value, search_form(value.field, indicator.name)):
                yield indicator.start, indicator.end
    if value.field == "country":
        yield from ((place.start, place.end) for place in posting.places if place.country in value.values)


def _is_meant(value: Value, contact: Contact) -> bool:
    match value.field:
        case "contact":
            meant = True
        case "wallet":
            meant = contact.type in wallet_types
        case "domain":
            return contact.type in {"url", "email"} and _holds(value, web_domain(contact.value))
        case field:
            meant = field in CONTACT_TYPES and contact.type == field
    return meant and _holds(value, search_form(value.field, contact.value))


def _holds(value: Value, form: str) -> bool:
    return form.startswith(value.values) if value.prefix else form in value.values
