"""What ties a posting to others: contacts, wallets, domains, organisations, its campaign, compounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compoundwatch.errors import UsageError
from compoundwatch.posting import Posting
from compoundwatch.text import token_texts
from index.query import And, Node, Not, Or, Value, Words
from index.store import PostingStore
from index.values import search_form, typed_forms, wallet_types, web_domain


@dataclass(frozen=True, slots=True)
class Tie:
    """All postings that share one thing; `total` counts them, `postings` are the newest of them."""

    by: str
    value: str
    total: int
    postings: tuple[Posting, ...]


def pivot_posting(store: PostingStore, posting: Posting, *, limit: int = 20) -> list[Tie]:
    """Everything that other postings share with this one, the rarest tie first; what nobody shares is left out."""
    others = Not(Value("id", (posting.id,)))
    ties = (_tie(store, by, value, And((query, others)), limit) for by, value, query in _things(posting))
    return sorted((tie for tie in ties if tie.total), key=lambda tie: (tie.total, tie.by, tie.value))


def pivot_contact(store: PostingStore, typed: str, *, country: str | None = None, limit: int = 20) -> Tie:
    """All postings with a contact, wallet or domain, whatever way it is typed. Raises UsageError when it can be none."""
    countries = (country.upper(),) if country else ()
    forms = {field: typed_forms(field, typed, countries) for field in ("contact", "wallet", "domain")}
    nodes = tuple(Value(field, values) for field, values in forms.items() if values)
    if not nodes:
        raise UsageError(f"{typed[:60]!r} is no id, contact, wallet or domain")
    return _tie(store, "contact", typed, Or(nodes), limit)


def _tie(store: PostingStore, by: str, value: str, query: Node, limit: int) -> Tie:
    hits = store.search(query, limit=limit)
    return Tie(by, value, hits.total, hits.postings)


def _things(posting: Posting) -> Iterator[tuple[str, str, Node]]:
    """What may be shared, once each: what it is, its value, and the query that finds it."""
    seen: set[Node] = set()
    for by, value, query in (*_contacts(posting), *_names(posting)):
        if query not in seen:
            seen.add(query)
            yield by, value, query


def _contacts(posting: Posting) -> Iterator[tuple[str, str, Node]]:
    for contact in posting.contacts:
        field = "wallet" if contact.type in wallet_types else "contact"
        yield contact.type, contact.value, Value(field, (search_form(field, contact.value),))
        domain = web_domain(contact.value) if contact.type in {"url", "email"} else ""
        if domain:
            yield "domain", domain, Value("domain", (domain,))


def _names(posting: Posting) -> Iterator[tuple[str, str, Node]]:
    for name in {organisation.name for organisation in posting.organisations}:
        if words := token_texts(name):
            yield "organisation", name, Words(tuple(words), field="organisation")
    if posting.campaign:
        yield "campaign", posting.campaign, Value("campaign", (posting.campaign,))
    for link in posting.compounds:
        yield "compound", link.name, Value("compound", (search_form("compound", link.id),))
