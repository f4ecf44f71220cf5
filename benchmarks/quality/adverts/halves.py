"""Which adverts may be tuned on, and which are only reported."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import Enum
from typing import Any


class Half(Enum):
    """`TUNED` may be read while rules are written; `REPORTED` gives the figures."""

    TUNED = "tuned"
    REPORTED = "reported"


def halves(gold: Sequence[dict[str, Any]]) -> dict[str, Half]:
    """The half of each record, by id.

    The rule: campaigns (a record without one is its own) stand in the order of label, language and SHA-256 of their name, and are
    taken in turn, the first to be reported. So campaigns stay whole, and both halves hold each label and language.
    """
    first = {name_of(record): record for record in reversed(gold)}
    order = sorted(first, key=lambda name: (first[name]["label"], first[name]["lang"], hashlib.sha256(name.encode()).hexdigest()))
    half_of = {name: Half.TUNED if place % 2 else Half.REPORTED for place, name in enumerate(order)}
    return {record["id"]: half_of[name_of(record)] for record in gold}


def name_of(record: dict[str, Any]) -> str:
    """The campaign of a record, or the record itself."""
    return str(record["campaign"] or record["id"])
