"""Which kinds of thing FollowTheMoney's schemata are. https://www.opensanctions.org/reference/"""

from __future__ import annotations

from enrich.sanctions.listed import ListedKind

# Ships, aircraft, securities and the links between entities are not looked for in postings.
_KINDS: dict[str, ListedKind] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "LegalEntity": "organisation",
    "PublicBody": "organisation",
    "CryptoWallet": "wallet",
}


def kind_of(schema: str) -> ListedKind | None:
    """The kind of an entity, None for one that is not looked for."""
    return _KINDS.get(schema)
