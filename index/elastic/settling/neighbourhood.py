"""Postings that linking a chunk may look at or change, loaded within the same bounds that the embedded store has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from index.elastic.settling.changes import Changes
from index.elastic.settling.glance import ARRIVAL, Glance, Glances, Query, asked
from index.elastic.writing.marks import event_id
from index.linking import NEIGHBOURS

# Among so many of a campaign, the oldest and those that are gone, the origin of a copy is looked for.
_ORIGINS: Final = 50
_PAGE: Final = 1000
_OLDEST: Final[list[Query]] = [{"moments.first_seen": "asc"}, {"values.id": "asc"}]
_IN_CAMPAIGN: Final[Query] = {"exists": {"field": "values.campaign"}}
_NAMING: Final[Query] = {"exists": {"field": "store.named"}}


class Neighbourhood:
    """What has arrived: a new posting that was not told yet has its own turn. Raises the client's errors."""

    def __init__(self, glances: Glances, changes: Changes) -> None:
        self._glances = glances
        self._changes = changes

    def with_texts(self, digests: Collection[str]) -> list[Glance]:
        """Of each text one posting that is in a campaign, and those that are in none."""
        if not digests:
            return []
        text = {"terms": {"store.digest": sorted(digests)}}
        alone = asked({"bool": {"filter": [text], "must_not": [_IN_CAMPAIGN]}}, sort=ARRIVAL)
        member = asked({"bool": {"filter": [text, _IN_CAMPAIGN]}}, collapse={"field": "store.digest"})
        return self._arrived([alone, member])

    def heads(self, campaigns: Iterable[str]) -> list[Glance]:
        """The oldest members of each campaign, and the oldest of those that are gone."""
        searches = []
        for campaign in sorted(campaigns):
            members = _term("values.campaign", campaign)
            gone = {"bool": {"filter": [members, _term("values.status", "gone")]}}
            searches += [asked(query, size=_ORIGINS, sort=_OLDEST) for query in (members, gone)]
        return self._arrived(searches)

    def members(self, campaigns: Iterable[str]) -> list[Glance]:
        """The first members of each campaign to arrive."""
        return self._arrived(asked(_term("values.campaign", name), size=NEIGHBOURS, sort=ARRIVAL) for name in sorted(campaigns))

    def mates(self, keys: Iterable[str]) -> list[Glance]:
        """The first postings to arrive with each of these contacts."""
        return self._arrived(asked(_term("store.keys", key), size=NEIGHBOURS, sort=ARRIVAL) for key in sorted(keys))

    def naming(self, keys: Collection[str], campaigns: Collection[str]) -> list[Glance]:
        """Those with one of these contacts, or of these campaigns, that name a compound."""
        ties = [{"terms": {"store.keys": sorted(keys)}}, {"terms": {"values.campaign": sorted(campaigns)}}]
        tied = {"bool": {"should": ties, "minimum_should_match": 1}}
        return self._arrived([asked({"bool": {"filter": [_NAMING, tied]}}, sort=ARRIVAL)]) if keys or campaigns else []

    def of(self, ids: Sequence[str]) -> list[Glance]:
        return list(self._glances.of(ids).values())

    def told(self, ids: Sequence[str]) -> list[Glance]:
        """Those that have had their turn, in the order of the ids and with nothing left to tell."""
        arrived = {glance.id: glance for glance in self._arrived([asked({"terms": {"values.id": list(ids)}}, sketch=True)])}
        return [replace(arrived[one], untold=()) for one in ids if one in arrived]

    def pages(self) -> Iterator[list[str]]:
        """Ids of all postings, a thousand at a time, in the order of their arrival."""
        after: dict[str, Any] = {}
        while True:
            (page,) = self._glances.search([asked({"match_all": {}}, size=_PAGE, sort=ARRIVAL, **after)])
            yield [glance.id for glance in page]
            if len(page) < _PAGE:
                return
            after = {"search_after": [page[-1].ingested_at, page[-1].position, page[-1].id]}

    def _arrived(self, searches: Iterable[Query]) -> list[Glance]:
        found = {glance.id: glance for hits in self._glances.search(searches) for glance in hits}
        new = {
            event_id(glance.id, one.number): glance.id for glance in found.values() for one in glance.untold if one.event == "new"
        }
        waiting = {new[event] for event in new.keys() - self._changes.told(new)}
        return [glance for glance in found.values() if glance.id not in waiting]


def _term(field: str, value: str) -> dict[str, Any]:
    return {"term": {field: value}}
