"""What of a posting is searched to link it: its contacts, its text's likeness, the compounds that it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from compoundwatch.posting import TaggedPosting
from index.fingerprint import fingerprint
from index.linking import contact_keys

# How they are mapped under `store`. All can be made again from the posting.
LINK_KEYS: Final[Mapping[str, dict[str, Any]]] = {
    "keys": {"type": "keyword"},
    "digest": {"type": "keyword"},
    "bands": {"type": "long"},
    "named": {"type": "keyword"},
}


def link_keys(tagged: TaggedPosting) -> dict[str, Any]:
    """`keys`: contacts as `contact_keys` gives them; `digest`: of the bare text, hexadecimal; `bands`: 50 numbers, of which near
    copies probably share one; `named`: compounds that it names, id and name with a space between. Digest and bands are left
    out for too short a text.
    """
    found = fingerprint(tagged.body, ((contact.start, contact.end) for contact in tagged.contacts))
    keys: dict[str, Any] = {"keys": sorted(contact_keys(tagged)), "named": named(tagged)}
    if found.tells_enough:
        keys |= {"digest": found.digest.hex(), "bands": found.bands()}
    return keys


def named(tagged: TaggedPosting) -> list[str]:
    """The compounds that the posting itself names: `kk-park KK Park`."""
    return sorted({f"{link.id} {link.name}" for link in tagged.compounds if link.by == "name"})
