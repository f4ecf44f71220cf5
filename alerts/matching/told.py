"""What each subscriber was told before: read from the ledger for one batch of changes, the rarely needed only when asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, select

from alerts.matching.campaign_names import former_names
from alerts.matching.earlier import Shown, first_told, newest_hits, shown_of, tellers
from alerts.matching.hit import Hit, HitContact
from compoundwatch import db
from compoundwatch.db.lots import in_lots
from index.store import Change, PostingStore

if TYPE_CHECKING:
    from alerts.matching.events import Telling

_RESURFACED: Final = "resurfaced:"


@dataclass(slots=True)
class KnownCampaign:
    """Of what one subscriber was told of one campaign: the first change, and the events of returns after silence."""

    since: int
    returns: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Said:
    """Of something that is told now, what is asked again within the batch."""

    source: str
    contacts: tuple[HitContact, ...]
    alerts: tuple[str, ...]


class Told:
    """A posting that stands alone is a campaign of its own id. `add` keeps it true while a batch is decided on."""

    def __init__(self, connection: Connection, changes: Sequence[Change], store: PostingStore) -> None:
        self._connection = connection
        self._hits: dict[str, dict[str, Hit]] = {}
        self._alerts: dict[str, dict[str, set[str]]] = {}
        self._shown: dict[str, dict[str, Shown]] = {}
        self._postings = first_told(connection, {change.posting.id for change in changes})
        self._former = former_names(connection, store, {change.posting.campaign for change in changes if change.posting.campaign})
        times = Counter(change.posting.id for change in changes)
        self._changed_again = {posting_id for posting_id, count in times.items() if count > 1}
        self._said: dict[str, dict[str, list[Said]]] = {}
        self._newest: dict[str, float] = {}
        self._campaigns = self._known_campaigns({name for change in changes for name in names_of(change)})

    def of_posting(self, posting_id: str) -> dict[str, int]:
        """Subscriber → the change with which the posting was first told."""
        return self._postings.get(posting_id, {})

    def of_campaign(self, change: Change) -> dict[str, KnownCampaign]:
        """Subscriber → what was told of the campaign of a posting before the change."""
        known: dict[str, KnownCampaign] = {}
        for name in names_of(change):
            for subscriber, campaign in self._campaigns.get(name, {}).items():
                if campaign.since <= change.seq:
                    known.setdefault(subscriber, campaign)
        return known

    def newest(self, change: Change) -> float:
        """When anybody was last told of the campaign before this batch, seconds since 1970; 0 where nobody was."""
        return max((self._newest.get(name, 0.0) for name in names_of(change)), default=0.0)

    def hit(self, posting_id: str, subscriber: str) -> Hit | None:
        """What was last told of a posting."""
        if posting_id not in self._hits:
            self._hits[posting_id] = newest_hits(self._connection, posting_id)
        return self._hits[posting_id].get(subscriber)

    def alerts(self, posting_id: str, subscriber: str) -> set[str]:
        """The saved searches that told a posting."""
        if posting_id not in self._alerts:
            self._alerts[posting_id] = tellers(self._connection, db.ledger.c.posting_id == posting_id)
        return self._alerts[posting_id].get(subscriber, set()) | self._said_by(subscriber, (posting_id,))

    def campaign_alerts(self, change: Change, subscriber: str) -> set[str]:
        """The saved searches that told the campaign of a posting."""
        names = names_of(change)
        key = "\n".join(names)
        if key not in self._alerts:
            all_names = [former for name in names for former in (name, *self._former.get(name, ()))]
            self._alerts[key] = tellers(self._connection, db.ledger.c.campaign.in_(all_names))
        return self._alerts[key].get(subscriber, set()) | self._said_by(subscriber, names)

    def shown(self, campaign: str, subscriber: str) -> Shown:
        """Boards and contacts of a campaign that a subscriber was told of."""
        if campaign not in self._shown:
            self._shown[campaign] = shown_of(self._connection, (campaign, *self._former.get(campaign, ())))
        shown = self._shown[campaign].setdefault(subscriber, Shown())
        for said in self._said.get(campaign, {}).get(subscriber, ()):
            shown.add(said.source, said.contacts)
        return shown

    def add(self, telling: Telling) -> None:
        """What is told now."""
        subscriber, hit, posting = telling.subscriber, telling.hit, telling.change.posting
        if posting.id in self._changed_again:
            self._postings.setdefault(posting.id, {}).setdefault(subscriber, telling.change.seq)
        if posting.campaign:
            known = self._campaigns.setdefault(posting.campaign, {}).setdefault(subscriber, KnownCampaign(telling.change.seq))
            if telling.event.startswith(_RESURFACED):
                known.returns.add(telling.event)
        # What nobody asks for again is not kept: a batch may tell a hundred thousand.
        asked = {posting.id} & self._changed_again | ({posting.campaign} if posting.campaign else set())
        for key in asked:
            said = Said(hit.source, hit.contacts, tuple(search.name for search in telling.searches))
            self._said.setdefault(key, {}).setdefault(subscriber, []).append(said)

    def _known_campaigns(self, names: Collection[str]) -> dict[str, dict[str, KnownCampaign]]:
        ledger, found = db.ledger, dict[str, dict[str, KnownCampaign]]()
        present = {former: name for name in names for former in self._former.get(name, ())} | {name: name for name in names}
        columns = (
            ledger.c.campaign,
            ledger.c.subscriber,
            func.min(ledger.c.seq).label("since"),
            func.max(ledger.c.at).label("newest"),
        )
        for some in in_lots(sorted(present)):
            rows = select(*columns).where(ledger.c.campaign.in_(some)).group_by(ledger.c.campaign, ledger.c.subscriber)
            for row in self._connection.execute(rows):
                name = present[row.campaign]
                self._newest[name] = max(self._newest.get(name, 0.0), row.newest)
                known = found.setdefault(name, {}).setdefault(row.subscriber, KnownCampaign(row.since or 0))
                known.since = min(known.since, row.since or 0)
            events = select(ledger.c.campaign, ledger.c.subscriber, ledger.c.event)
            for again in self._connection.execute(
                events.where(ledger.c.campaign.in_(some), ledger.c.event.startswith(_RESURFACED))
            ):
                found[present[again.campaign]][again.subscriber].returns.add(again.event)
        return found

    def _said_by(self, subscriber: str, keys: Iterable[str]) -> set[str]:
        return {alert for key in keys for said in self._said.get(key, {}).get(subscriber, ()) for alert in said.alerts}


def names_of(change: Change) -> tuple[str, ...]:
    """Under which names a posting's campaign may have been told."""
    posting = change.posting
    return tuple(dict.fromkeys(name for name in (posting.campaign, posting.id, change.origin) if name))
