"""Where a page of results ended, as a short text that asks for the next one."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from binascii import Error
from typing import Any, Final

import orjson

from compoundwatch.errors import UsageError
from index.store import Sort

# Last ingested first; within one batch the last of it first, as in the embedded store.
_NEWEST: Final = ({"moments.ingested_at": "desc"}, {"store.position": "desc"}, {"id": "desc"})
SORTS: Final[dict[Sort, list[dict[str, str]]]] = {
    "newest": [*_NEWEST],
    "risk": [{"numbers.risk_order": "desc"}, *_NEWEST],
    "score": [{"_score": "desc"}, *_NEWEST],
}
_LONGEST: Final = 400


def write_cursor(keys: list[Any]) -> str:
    return urlsafe_b64encode(orjson.dumps(keys)).decode()


def read_cursor(text: str | None, sort: Sort) -> list[Any] | None:
    """The sort keys of the last result. Raises UsageError for what `write_cursor` never wrote for this order."""
    if text is None:
        return None
    try:
        keys = orjson.loads(b64decode(text[:_LONGEST], altchars=b"-_", validate=True))
    except (Error, ValueError):
        keys = None
    if not (isinstance(keys, list) and len(keys) == len(SORTS[sort]) and _are_keys(keys)):
        raise UsageError(f"{text[:40]!r} is not where a page of results ended")
    return keys


def _are_keys(keys: list[Any]) -> bool:
    *numbers, posting_id = keys
    return isinstance(posting_id, str) and all(isinstance(number, int | float) for number in numbers)
