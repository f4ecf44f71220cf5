"""Under which names the ledger knows campaigns of today.

A campaign that merged into another, and an advert that stood alone before it became one of a campaign, were told under another
name: nothing of them is new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from compoundwatch import db
from compoundwatch.db.lots import in_lots
from index.query import Value
from index.store import PostingStore

# Members of all campaigns of a batch that are looked for; a campaign of more was told under its present name long ago.
_MOST_MEMBERS: Final = 10_000


def former_names(connection: Connection, store: PostingStore, campaigns: Collection[str]) -> dict[str, set[str]]:
    """Present name → other names under which the ledger has told its members."""
    former: dict[str, set[str]] = {}
    if not campaigns:
        return former
    members = store.facets(Value("campaign", tuple(sorted(campaigns))), "id", limit=_MOST_MEMBERS)
    for row in _told_elsewhere(connection, sorted(name for name, _ in members), campaigns):
        present = store.campaign(row.campaign)
        if present not in campaigns:
            posting = store.get(row.posting_id)
            present = (posting and posting.campaign) or present
        former.setdefault(present, set()).add(row.campaign)
    return former


def _told_elsewhere(connection: Connection, members: list[str], campaigns: Collection[str]) -> Iterator[Row[Any, Any]]:
    ledger = db.ledger
    for some in in_lots(members):
        rows = select(ledger.c.posting_id, ledger.c.campaign).where(ledger.c.posting_id.in_(some)).distinct()
        yield from (row for row in connection.execute(rows) if row.campaign not in campaigns)
