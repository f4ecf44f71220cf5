"""A posting by its id or by the beginning of it."""

from __future__ import annotations

import re

from compoundwatch.errors import UsageError
from compoundwatch.posting import Posting
from index.store import PostingStore

_ID = re.compile(r"[0-9a-fA-F]{8,32}")


def looks_like_id(text: str) -> bool:
    """Whether a person may mean a posting by this: 8 to 32 hex digits."""
    return bool(_ID.fullmatch(text))


def find_posting(store: PostingStore, posting_id: str) -> Posting:
    """The posting whose id begins so. Raises UsageError when there is none, or more than one."""
    if not looks_like_id(posting_id):
        raise UsageError(f"{posting_id[:60]!r} is no id: expected 8 to 32 hex digits")
    found = store.find(posting_id)
    if len(found) > 1:
        raise UsageError(f"several ids begin with {posting_id}; give more digits of it")
    posting = store.get(found[0]) if found else None
    if posting is None:
        raise UsageError(f"no posting with the id {posting_id}")
    return posting
