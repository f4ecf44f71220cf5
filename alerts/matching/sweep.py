"""The nightly sweep: whatever matching has missed since the last sweep, and adverts that others tied to a compound since.

It decides by the same rules and writes under the same keys as matching, so whatever was told is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine, select

from alerts.matching.earlier import withdrawn
from alerts.matching.events import Desk, Telling
from alerts.matching.found import Found
from alerts.matching.ledger import row_of, write
from alerts.matching.match import OVERLAP, Matcher, MatchReport
from alerts.matching.progress import advance, read_state, set_swept, swept_until
from alerts.matching.searches import Search, Searches, SearchReader
from alerts.matching.silence import Silences
from alerts.matching.told import Told
from compoundwatch import db
from compoundwatch.config import AlertConfig
from compoundwatch.posting import Posting
from index.query import Gazetteer, Node, Value
from index.store import Change, PostingStore
from index.walk import walk

# What the archive knows, and no advert says of itself: ties to those that name a compound.
_TIED: Final[Node] = Value("linked_by", ("contact", "campaign"))
_PAGE: Final = 200


def sweep(
    engine: Engine, store: PostingStore, alerts: Mapping[str, AlertConfig], at: datetime, *, gazetteer: Gazetteer | None = None
) -> MatchReport:
    """Go over all changes since the last sweep, then over all adverts that are tied to a compound.

    Only adverts that came by a crawl, or that were told before, are told: what was imported silently never is. Changes that wait
    to be matched are matched, too. Safe to be killed and called again. Raises QueryError, StoreError.
    """
    matcher = Matcher(engine, store, SearchReader(engine, alerts, gazetteer, store.campaign), at)
    with engine.connect() as connection:
        before = swept_until(connection)
        reached = max(before, read_state(connection).cursor)
    matcher.match_from(max(0, before - OVERLAP))
    searches = matcher.reader.read()
    for postings in walk(store, _TIED, _PAGE):
        while not _sweep(matcher, searches, postings):
            pass
    with db.writing(engine) as connection:
        set_swept(connection, reached)
    return matcher.report


def _sweep(matcher: Matcher, searches: Searches, postings: Sequence[Posting]) -> bool:
    """Tell what is news of these; False when others wrote meanwhile and it has to be reckoned again, with what they wrote."""
    with matcher.engine.connect() as connection:
        state = read_state(connection)
        changes = [Change(state.cursor, "new", matcher.at, posting) for posting in postings]
        tellings = list(_tellings(connection, matcher.store, searches, changes))
    if not tellings:
        return True
    with db.writing(matcher.engine) as connection:
        if advance(connection, state, state.cursor) is None:
            return False
        matcher.report.hits += write(connection, map(row_of, tellings), matcher.at)
    return True


def _tellings(connection: Connection, store: PostingStore, searches: Searches, changes: Sequence[Change]) -> Iterator[Telling]:
    desk = Desk(Told(connection, changes, store), store.get, Silences(store.search))
    found = Found(searches, (change.posting for change in changes))
    ids = [change.posting.id for change in changes]
    wrong, crawled = withdrawn(connection, ids), _crawled(connection, ids)
    for change in changes:
        posting = change.posting
        told, finds = desk.told.of_posting(posting.id), found.by(posting.id)
        for subscriber in sorted({*finds, *told}) if posting.id not in wrong else ():
            own, mine = searches.of.get(subscriber), finds.get(subscriber, ())
            if subscriber not in told:
                is_news = posting.id in crawled and posting.status != "gone"
                mine = [search for search in mine if is_news and _came_after(posting, search)]
            telling = desk.linked(change, subscriber, own, mine) if own else None
            if telling:
                yield telling


def _crawled(connection: Connection, posting_ids: Sequence[str]) -> set[str]:
    """Those that came by a crawl of ours."""
    return set(connection.scalars(select(db.known.c.posting_id).where(db.known.c.posting_id.in_(posting_ids))))


def _came_after(posting: Posting, search: Search) -> bool:
    return posting.ingested_at is not None and posting.ingested_at >= search.start.at
