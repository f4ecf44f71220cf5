"""What of a posting is searched to link it: its contacts, its text's likeness, the compounds that it names."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from struct import Struct
from typing import Any, Final

from compoundwatch.posting import TaggedPosting
from index.fingerprint import BANDS, fingerprint, may_be_near_duplicates
from index.linking import contact_keys

# How they are mapped under `store`. All can be made again from the posting.
LINK_KEYS: Final[Mapping[str, dict[str, Any]]] = {
    "keys": {"type": "keyword"},
    "digest": {"type": "keyword"},
    "bands": {"type": "keyword", "doc_values": False},
    "sketch": {"type": "binary", "doc_values": True},
    "named": {"type": "keyword"},
}
_BAND_DIGITS: Final = 16
_BANDS: Final = Struct(f"<{BANDS}q")


def link_keys(tagged: TaggedPosting) -> dict[str, Any]:
    """What stands in `store` of a posting.

    `keys`: contacts as `contact_keys` gives them. `digest`: of the bare text, hexadecimal. `bands`: 50 terms, of which near
    copies probably share one. `sketch`: these and the text's own sketch in one value, which is read ten times faster.
    `named`: compounds that it names, id and name with a space between. Too short a text has only keys and names.
    """
    found = fingerprint(tagged.body, ((contact.start, contact.end) for contact in tagged.contacts))
    keys: dict[str, Any] = {"keys": sorted(contact_keys(tagged)), "named": named(tagged)}
    if found.tells_enough:
        sketch = _BANDS.pack(*found.bands()) + found.sketch()
        keys |= {"digest": found.digest.hex(), "bands": bands_of(sketch), "sketch": b64encode(sketch).decode()}
    return keys


def bands_of(sketch: bytes) -> list[str]:
    """The bands in a sketch, as they are indexed."""
    digits = sketch[: _BANDS.size].hex()
    return [digits[start : start + _BAND_DIGITS] for start in range(0, len(digits), _BAND_DIGITS)]


def may_be_alike(sketch: bytes, other: bytes) -> bool:
    """Whether their texts are worth comparing."""
    return may_be_near_duplicates(sketch[_BANDS.size :], other[_BANDS.size :])


def named(tagged: TaggedPosting) -> list[str]:
    """The compounds that the posting itself names: `kk-park KK Park`."""
    return sorted({f"{link.id} {link.name}" for link in tagged.compounds if link.by == "name"})
