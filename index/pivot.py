"""What ties a posting to others: contacts, wallets, domains, organisations, its campaign, compounds."""

from __future__ import annotations

from dataclasses import dataclass

from compoundwatch.errors import UsageError
from compoundwatch.posting import Posting
from index.query import And, Node, Not, Or, Value
from index.store import PostingStore
from index.things import things_of
from index.values import typed_forms


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
    ties = (_tie(store, thing.by, thing.label, And((thing.query, others)), limit) for thing, _ in things_of(posting))
    return sorted((tie for tie in ties if tie.total), key=lambda tie: (tie.total, tie.by, tie.value))


def pivot_contact(store: PostingStore, typed: str, *, country: str | None = None, limit: int = 20) -> Tie:
    """All postings with a contact, wallet or domain, whatever way it is typed. Raises UsageError when it can be none."""
    forms = contact_forms(typed, country)
    return _tie(store, "contact", typed, Or(tuple(Value(field, values) for field, values in forms.items())), limit)


def contact_forms(typed: str, country: str | None = None) -> dict[str, tuple[str, ...]]:
    """What a typed contact, wallet or domain may mean, by field. Raises UsageError when it can be none."""
    countries = (country.upper(),) if country else ()
    read = {field: typed_forms(field, typed, countries) for field in ("contact", "wallet", "domain")}
    forms = {field: values for field, values in read.items() if values}
    if not forms:
        raise UsageError(f"{typed[:60]!r} is no id, contact, wallet or domain")
    return forms


def _tie(store: PostingStore, by: str, value: str, query: Node, limit: int) -> Tie:
    hits = store.search(query, limit=limit)
    return Tie(by, value, hits.total, hits.postings)
