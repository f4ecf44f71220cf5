"""What of a posting is searched to link it: its contacts, its text's likeness, the compounds that it names."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

from compoundwatch.posting import TaggedPosting
from index.fingerprint import fingerprint, may_be_near_duplicates
from index.linking import contact_keys

# How they are mapped under `store`. All can be made again from the posting.
LINK_KEYS: Final[Mapping[str, dict[str, Any]]] = {
    "keys": {"type": "keyword"},
    "digest": {"type": "keyword"},
    "bands": {"type": "keyword", "doc_values": False},
    "sketch": {"type": "binary", "doc_values": True},
    "named": {"type": "keyword"},
}
_SKETCH_BYTES: Final = 150
_BAND_BYTES: Final = 8


def link_keys(tagged: TaggedPosting) -> dict[str, Any]:
    """What stands in `store` of a posting.

    `keys`: contacts as `contact_keys` gives them. `digest`: of the bare text, hexadecimal. `bands`: 50 terms, of which near
    copies probably share one. `sketch`: these and the text's own sketch in one value, which is read ten times faster.
    `named`: compounds that it names, id and name with a space between. Too short a text has only keys and names.
    """
    found = fingerprint(tagged.body, ((contact.start, contact.end) for contact in tagged.contacts))
    keys: dict[str, Any] = {"keys": sorted(contact_keys(tagged)), "named": named(tagged)}
    if found.tells_enough:
        bands = [band.to_bytes(_BAND_BYTES, "little", signed=True) for band in found.bands()]
        sketch = b64encode(found.sketch() + b"".join(bands)).decode()
        keys |= {"digest": found.digest.hex(), "bands": [band_term(band) for band in bands], "sketch": sketch}
    return keys


def band_term(band: bytes) -> str:
    return b64encode(band).decode()


def bands_of(sketch: bytes) -> list[bytes]:
    """The bands in a sketch."""
    return [sketch[start : start + _BAND_BYTES] for start in range(_SKETCH_BYTES, len(sketch), _BAND_BYTES)]


def may_be_alike(sketch: bytes, other: bytes) -> bool:
    """Whether their texts are worth comparing."""
    return may_be_near_duplicates(sketch[:_SKETCH_BYTES], other[:_SKETCH_BYTES])


def named(tagged: TaggedPosting) -> list[str]:
    """The compounds that the posting itself names: `kk-park KK Park`."""
    return sorted({f"{link.id} {link.name}" for link in tagged.compounds if link.by == "name"})
