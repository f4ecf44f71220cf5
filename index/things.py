"""What a posting may share with others: contacts, wallets, domains, organisations, its campaign, compounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from compoundwatch.posting import Contact, Posting
from compoundwatch.text import token_texts
from index.linking import MOST_CONTACTS, contact_key
from index.query import Node, Or, Value, Words
from index.values import number_types, search_form, wallet_types, web_domain

ThingKind = Literal["wallet", "contact", "domain", "campaign", "organisation", "compound"]

_MOST_NAMES: Final = 40


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that postings share. `key` is the same wherever the thing is the same; `by` and `label` are for people."""

    kind: ThingKind
    key: str
    by: str
    label: str
    query: Node

    @property
    def form(self) -> str:
        """The value in search form."""
        return self.key.partition(":")[2]


def things_of(posting: Posting) -> Iterator[tuple[Thing, str]]:
    """Each thing once, with the words that say why this posting has it; only the first 40 contacts and names are read."""
    seen: set[str] = set()
    for thing, why in (*_contacts(posting), *_names(posting), *_links(posting)):
        if thing.key not in seen:
            seen.add(thing.key)
            yield thing, why


def _contacts(posting: Posting) -> Iterator[tuple[Thing, str]]:
    for contact in posting.contacts[:MOST_CONTACTS]:
        yield _contact(contact), f"gives the {contact.type} {contact.raw!r}"
        domain = web_domain(contact.value) if contact.type in {"url", "email"} else ""
        if domain:
            query = Value("domain", (search_form("domain", domain),))
            yield Thing("domain", f"domain:{domain}", "domain", domain, query), f"gives the {contact.type} {contact.raw!r}"


def _contact(contact: Contact) -> Thing:
    """A telephone number is one thing in whichever app; a handle is one in its app only."""
    key = contact_key(contact)
    kind, _, form = key.partition(":")
    fields = sorted(number_types) if kind == "number" else [kind]
    query = Or(tuple(Value(field, (form,)) for field in fields)) if len(fields) > 1 else Value(kind, (form,))
    return Thing("wallet" if contact.type in wallet_types else "contact", key, kind, contact.value, query)


def _names(posting: Posting) -> Iterator[tuple[Thing, str]]:
    named = [organisation.name for organisation in posting.organisations[:_MOST_NAMES]]
    for name in filter(None, (*named, posting.hiring_organization)):
        if words := token_texts(name):
            query = Words(tuple(words), field="organisation")
            yield Thing("organisation", f"organisation:{' '.join(words)}", "organisation", name, query), f"names {name!r}"


def _links(posting: Posting) -> Iterator[tuple[Thing, str]]:
    if posting.campaign:
        thing = Thing(
            "campaign", f"campaign:{posting.campaign}", "campaign", posting.campaign, Value("campaign", (posting.campaign,))
        )
        yield thing, "is a near copy of others"
    for link in posting.compounds[:_MOST_NAMES]:
        form = search_form("compound", link.id)
        thing = Thing("compound", f"compound:{form}", "compound", link.name, Value("compound", (form,)))
        yield thing, link.reason
