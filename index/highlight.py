"""The exact words of a posting that a query found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from compoundwatch.posting import Contact, Place, Posting, Span
from compoundwatch.text import Tokens, fold, token_texts
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
    return Highlighter(posting).spans([query])


class Highlighter:
    """One posting, asked for the words of many queries: it is read once, and each leaf is looked for once."""

    def __init__(self, posting: Posting) -> None:
        self.posting = posting
        self._found: dict[Leaf, tuple[tuple[int, int], ...]] = {}

    def spans(self, queries: Iterable[Node]) -> tuple[Span, ...]:
        """What any of the queries found, as `highlights` gives it of one."""
        found = {span for query in queries for leaf in _wanted(query) for span in self._of(leaf)}
        kept: list[tuple[int, int]] = []
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            if not kept or start >= kept[-1][1]:
                kept.append((start, end))
        body = self._body
        return tuple(Span(raw=body[start:end], start=start, end=end) for start, end in kept[:MOST_SPANS])

    def _of(self, leaf: Leaf) -> tuple[tuple[int, int], ...]:
        if leaf not in self._found:
            self._found[leaf] = tuple(self._spans(leaf))
        return self._found[leaf]

    def _spans(self, leaf: Leaf) -> Iterator[tuple[int, int]]:
        match leaf:
            case Words(field=None | "title" | "text" as field):
                for name in ("title", "text") if field is None else (field,):
                    yield from self._printed[name].spans(leaf)
            case Words():
                yield from _named(leaf, self.posting)
            case Value():
                yield from _values(leaf, self.posting)
            case Near() | Box():
                for place in self.posting.places:
                    if place.lat is not None and place.lon is not None and is_within(leaf, (place.lat, place.lon)):
                        yield place.start, place.end

    @cached_property
    def _body(self) -> str:
        return self.posting.body

    @cached_property
    def _printed(self) -> dict[str, _Printed]:
        title, text = self.posting.title, self.posting.text
        return {"title": _Printed(title, 0), "text": _Printed(text, len(title) + 1)}


class _Printed:
    """A text that begins at `offset` in the body: where each of its tokens stands."""

    def __init__(self, text: str, offset: int) -> None:
        self._tokens = Tokens(fold(text))
        self._offset = offset

    def spans(self, words: Words) -> Iterator[tuple[int, int]]:
        texts, others = self._tokens.texts, len(words.tokens) - 1
        for start in self._starts(words):
            if start + others < len(texts) and stands_at(words, texts, start):
                low, high = self._tokens.span(start, start + others)
                yield self._offset + low, self._offset + high

    def _starts(self, words: Words) -> Iterable[int]:
        """Where the first token may stand."""
        first = words.tokens[0]
        if not words.prefix or len(words.tokens) > 1:
            return self._places.get(first, ())
        return sorted(place for token, places in self._places.items() if token.startswith(first) for place in places)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, token in enumerate(self._tokens.texts):
            places.setdefault(token, []).append(place)
        return places


def _wanted(query: Node) -> Iterator[Leaf]:
    match query:
        case And() | Or():
            for node in query.nodes:
                yield from _wanted(node)
        case Not():
            return
        case _:
            yield query


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
