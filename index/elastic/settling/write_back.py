"""Writes what linking changed: merged names first, then the postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import orjson

from compoundwatch.errors import StoreError
from index.elastic.names import Names
from index.elastic.schema.documents import review_of, to_document
from index.elastic.schema.version import check_version
from index.elastic.settling.campaigns import Campaigns
from index.elastic.settling.chunk_linker import Stale
from index.elastic.settling.glance import Glance, Glances, asked
from index.elastic.settling.link_keys import link_keys
from index.elastic.settling.working_set import Changed
from index.elastic.writing.bulk import Action, Result, send
from index.elastic.writing.bulk import Outcome as Sent
from index.elastic.writing.patience import Patience
from index.elastic.writing.stored import read_rows
from index.query import Point

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_PAGE = 200


class WriteBack:
    """`tries`: how often in a row the server may refuse; `compounds`: where each lies, for maps.

    Raises Stale where a posting was changed meanwhile, TryLater, StoreError and the client's errors.
    """

    def __init__(self, client: Elasticsearch, names: Names, tries: int, compounds: Mapping[str, Point]) -> None:
        self._client = client
        self._names = names
        self._tries = tries
        self._compounds = compounds
        self._campaigns = Campaigns(client, names)
        self._glances = Glances(client, names)

    def changed(self, postings: Iterable[Changed]) -> None:
        actions = [self._action(changed) for changed in postings]
        for start in range(0, len(actions), _PAGE):
            results = self.send(actions[start : start + _PAGE])
            if any(result.outcome is Sent.CONFLICT for result in results):
                raise Stale

    def names(self, merged: Mapping[str, str]) -> None:
        """Before any posting changes its campaign, so that an old name is never without its new one."""
        self.send(self._campaigns.merged(merged))

    def rest(self, merged: Mapping[str, str]) -> None:
        """All that still carry the old name of a campaign, however many they are."""
        while merged:
            self._glances.refresh()
            query = {"terms": {"values.campaign": sorted(merged)}}
            (found,) = self._glances.search([asked(query, size=_PAGE)])
            if not found:
                return
            self.changed(self._renamed(found, merged))

    def send(self, actions: list[Action]) -> list[Result]:
        """Send them, again while the server refuses some; a conflict is the caller's to judge."""
        patience = Patience(self._tries)
        while True:
            results = send(self._client, actions)
            if any(result.outcome is Sent.MOVED for result in results):
                check_version(self._client, self._names)
                raise Stale
            if dead := [result.why for result in results if result.outcome is Sent.DEAD]:
                raise StoreError(f"the server store does not take what was linked: {dead[0]}")
            refused = [result.why for result in results if result.outcome is Sent.REFUSED]
            if not refused:
                return results
            patience.refused(refused[0])

    def _renamed(self, glances: Iterable[Glance], merged: Mapping[str, str]) -> Iterable[Changed]:
        rows = read_rows(self._client, self._names, ((glance.id, glance.month) for glance in glances))
        for row in rows.values():
            posting = row.posting()
            name = merged.get(posting.campaign or "")
            if name:
                renamed = posting.model_copy(update={"campaign": name})
                yield Changed(row, renamed, row.stored().tagged, row.store.get("unlinked"))

    def _action(self, changed: Changed) -> Action:
        row = changed.row
        store = {name: value for name, value in row.store.items() if name != "unlinked"} | link_keys(changed.tagged)
        if changed.unlinked:
            store["unlinked"] = changed.unlinked
        document = to_document(changed.posting, store, compounds=self._compounds, review=review_of(row.source))
        index = self._names.month_alias(row.month)
        return Action.of("index", index, changed.posting.id, orjson.dumps(document), (row.seq_no, row.primary_term))
