"""What can be searched: every field of the query language and how it is read from a posting. All stores share this.

Words are folded tokens in order, found by phrase. Values are found whole, in search form (index.values). Numbers and
moments are found by range. Points are found by distance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final, get_args

from compoundwatch.posting import ContactType, Kind, Posting, RiskLevel, Sector, Status, Tagged
from compoundwatch.text import token_texts
from index.query import Point
from index.values import search_form, wallet_types, web_domain

CONTACT_TYPES: Final[tuple[str, ...]] = get_args(ContactType)
_PLACE_ROLES: Final[tuple[str, ...]] = ("origin", "transit", "destination")


def _printed(posting: Posting) -> Iterator[str]:
    for part in (posting.hiring_organization, posting.job_location, posting.base_salary, posting.employment_type):
        if part:
            yield part


def _places(role: str | None) -> Callable[[Posting], Iterator[str]]:
    def read(posting: Posting) -> Iterator[str]:
        for place in posting.places:
            if role is None or place.role == role:
                yield place.name
                if place.raw != place.name:
                    yield place.raw
                if place.country:
                    yield place.country

    return read


def _cities(posting: Posting) -> Iterator[str]:
    return (place.name for place in posting.places if place.precision in {"site", "district", "city"})


def _organisations(posting: Posting) -> Iterator[str]:
    yield from (organisation.name for organisation in posting.organisations)
    if posting.hiring_organization:
        yield posting.hiring_organization


# Searched by words: `prince` finds "Prince Holding Group".
WORD_FIELDS: Final[Mapping[str, Callable[[Posting], Iterable[str]]]] = {
    "title": lambda posting: (posting.title,),
    "text": lambda posting: (posting.text,),
    "printed": _printed,
    "place": _places(None),
    "city": _cities,
    "organisation": _organisations,
    **{role: _places(role) for role in _PLACE_ROLES},
}
# Names of places and employers come again and again, in several fields of one posting; longer texts do not.
_NAME: Final = 80
# Where a word without a field is looked for.
PLAIN_FIELDS: Final = ("title", "text", "printed")


def _languages(posting: Posting) -> Iterator[str]:
    for code in (posting.language, *(share.code for share in posting.languages)):
        parts = code.split("-")
        yield from ("-".join(parts[:count]) for count in range(1, len(parts) + 1))


def _of_type(kind: str) -> Callable[[Posting], Iterator[str]]:
    return lambda posting: (contact.value for contact in posting.contacts if contact.type == kind)


def _wallets(posting: Posting) -> Iterator[str]:
    return (contact.value for contact in posting.contacts if contact.type in wallet_types)


def _domains(posting: Posting) -> Iterator[str]:
    for contact in posting.contacts:
        if contact.type in {"url", "email"} and (domain := web_domain(contact.value)):
            yield domain


def _compounds(posting: Posting) -> Iterator[str]:
    for link in posting.compounds:
        yield link.id
        yield link.name


def _optional(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


_VALUES: Final[Mapping[str, Callable[[Posting], Iterable[str]]]] = {
    "id": lambda posting: (posting.id,),
    "source": lambda posting: (posting.source,),
    "kind": lambda posting: (posting.kind,),
    "language": _languages,
    "country": lambda posting: (place.country for place in posting.places if place.country),
    "compound": _compounds,
    "linked_by": lambda posting: (link.by for link in posting.compounds),
    "campaign": lambda posting: _optional(posting.campaign),
    "level": lambda posting: (posting.risk.level,),
    "status": lambda posting: (posting.status,),
    "contact": lambda posting: (contact.value for contact in posting.contacts),
    "wallet": _wallets,
    "domain": _domains,
    "indicator": lambda posting: (indicator.name for indicator in posting.indicators),
    "counter_indicator": lambda posting: (indicator.name for indicator in posting.counter_indicators),
    "nationality": lambda posting: posting.audience.nationalities,
    "audience_language": lambda posting: posting.audience.languages,
    "sector": lambda posting: (role.sector for role in posting.roles),
    "role": lambda posting: (role.role for role in posting.roles),
    "sanction": lambda posting: (match.entity_id for match in posting.sanctions),
    "currency": lambda posting: _optional(posting.pay.currency if posting.pay else None),
    **{kind: _of_type(kind) for kind in CONTACT_TYPES},
}
VALUE_FIELDS: Final = tuple(_VALUES)

# Fields with a fixed set of values, so that a slip of the pen is an error and no empty answer.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": get_args(Kind),
    "level": get_args(RiskLevel),
    "status": get_args(Status),
    "sector": get_args(Sector),
    "linked_by": ("name", "near", "contact", "campaign", "organisation"),
}

NUMBER_FIELDS: Final[Mapping[str, Callable[[Posting], float | None]]] = {
    "risk": lambda posting: posting.risk.score,
    "pay_usd": lambda posting: posting.pay.usd_per_month if posting.pay else None,
    "revision": lambda posting: posting.revision,
}
DATE_FIELDS: Final[Mapping[str, Callable[[Posting], datetime | None]]] = {
    "first_seen": lambda posting: posting.first_seen,
    "last_seen": lambda posting: posting.last_seen,
    "ingested_at": lambda posting: posting.ingested_at,
    "fetched_at": lambda posting: posting.fetched_at,
    "date_posted": lambda posting: posting.date_posted,
    "valid_through": lambda posting: posting.valid_through,
}
FIELDS: Final = (*(name for name in WORD_FIELDS if name != "printed"), *VALUE_FIELDS, *NUMBER_FIELDS, *DATE_FIELDS, "near", "box")

_OTHER_NAMES: Final[Mapping[str, str]] = {
    "org": "organisation",
    "organization": "organisation",
    "lang": "language",
    "pay": "pay_usd",
    "mail": "email",
}


def field_name(typed: str) -> str | None:
    """The field a person means, None where there is none."""
    name = _OTHER_NAMES.get(typed, typed)
    return name if name in FIELDS else None


def word_lists(posting: Posting, field: str) -> list[list[str]]:
    """Tokens of a word field; a phrase never reaches from one list into the next."""
    return [list(_tokens_of_name(part)) if len(part) <= _NAME else token_texts(part) for part in WORD_FIELDS[field](posting)]


@lru_cache(maxsize=8192)
def _tokens_of_name(text: str) -> tuple[str, ...]:
    return tuple(token_texts(text))


def values(posting: Posting, field: str) -> set[str]:
    """What a value field holds, in search form."""
    return {form for value in _VALUES[field](posting) if (form := search_form(field, value))}


def number(posting: Posting, field: str) -> float | None:
    """A number field; None where it is empty (or no number that can be compared)."""
    value = NUMBER_FIELDS[field](posting)
    return float(value) if value is not None and math.isfinite(value) else None


def moment(posting: Posting, field: str) -> datetime | None:
    return DATE_FIELDS[field](posting)


def points(posting: Tagged) -> set[Point]:
    """Where the places of a posting lie; a country has no point, and what lies nowhere on Earth is none."""
    given = {(place.lat, place.lon) for place in posting.places if place.lat is not None and place.lon is not None}
    return {(lat, lon) for lat, lon in given if abs(lat) <= 90 and abs(lon) <= 180}
