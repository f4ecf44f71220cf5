"""Whether a change in the store is news for a subscriber, as what, and by which of their saved searches it is told.

`new` and `copy` are news once. Of a campaign that a subscriber knows every copy is told as its growth, the first one after a long
silence as its return. `edited` is news only when what was told has changed; `linked` when an advert that was told for its
indicators alone is tied to a compound; `gone` and `returned` only to those who were told of the advert.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from alerts.matching.difference import compare, now_matches
from alerts.matching.hit import Hit, HitKind, HitMaker, contacts_of, make_origin
from alerts.matching.searches import Search
from alerts.matching.silence import Silences
from alerts.matching.told import Told
from compoundwatch.posting import Posting
from index.highlight import Highlighter
from index.store import Change

Own = Mapping[str, Search]


@dataclass(frozen=True, slots=True)
class Telling:
    """One ledger row to be: who is told what, of which change, by which saved searches (the first names the row)."""

    change: Change
    subscriber: str
    hit: Hit
    subject: str
    event: str
    searches: tuple[Search, ...]


@dataclass(slots=True)
class Desk:
    """Decides on the changes of one batch. `look_up` finds the posting that a copy repeats."""

    told: Told
    look_up: Callable[[str], Posting | None]
    silences: Silences
    _makers: dict[str, tuple[HitMaker, Highlighter]] = field(default_factory=dict)

    def audience(self, change: Change, found: Iterable[str]) -> set[str]:
        """Subscribers whom a change may concern: whose searches found it, who was told of it or of its campaign."""
        known = set(found) | set(self.told.of_posting(change.posting.id))
        return known | set(self.told.of_campaign(change)) if change.event in {"new", "copy"} else known

    def decide(self, change: Change, subscriber: str, own: Own, found: Sequence[Search]) -> Telling | None:
        """What a subscriber with the searches `own` is told of a change that `found` of them find; None when it is no news."""
        first_told = self.told.of_posting(change.posting.id).get(subscriber)
        match change.event:
            case "new" | "copy":
                telling = self._first(change, subscriber, own, found) if first_told is None else None
            case "edited" if first_told is None:
                telling = self._edited_into(change, subscriber, found)
            case "edited":
                telling = self._edited(change, subscriber, own, found)
            case "gone" | "returned" as kind:
                happened = first_told is not None and first_told < change.seq and change.posting.status == kind
                telling = self._followed(change, subscriber, own, found) if happened else None
        if telling:
            self.told.add(telling)
        return telling

    def linked(self, change: Change, subscriber: str, own: Own, found: Sequence[Search]) -> Telling | None:
        """An advert that is tied to a compound by others since it came in: told before for its indicators alone, or not at all."""
        posting = change.posting
        if subscriber not in self.told.of_posting(posting.id):
            telling = self._first(change, subscriber, own, found)
        else:
            before = self.told.hit(posting.id, subscriber)
            searches = _by(own, self.told.alerts(posting.id, subscriber), found, "compound_linked")
            if before is None or before.compounds or before.kind == "retracted" or not searches:
                return None
            hit = self._hit("linked", posting, found)
            links = sha256("\n".join(sorted(link.id for link in posting.compounds)).encode()).hexdigest()[:16]
            telling = Telling(change, subscriber, hit, posting.id, f"linked:{links}", searches)
        if telling:
            self.told.add(telling)
        return telling

    def _first(self, change: Change, subscriber: str, own: Own, found: Sequence[Search]) -> Telling | None:
        """An advert that the subscriber was not told of: news by itself, or growth of its campaign."""
        posting = change.posting
        growing = [search for search in found if search.tells("campaign_growth")]
        if subscriber in self.told.of_campaign(change):
            tellers = _by(own, self.told.campaign_alerts(change, subscriber), growing, "campaign_growth")
            return self._growth(change, subscriber, found, tellers) if tellers else None
        fresh = [search for search in found if search.tells("compound_linked" if posting.compounds else "indicators")]
        later = posting.campaign not in {None, posting.id} and (not fresh or self._silence(change) is not None)
        if growing and (change.event == "copy" or later):
            return self._growth(change, subscriber, found, _unique([*growing, *fresh]))
        return Telling(change, subscriber, self._hit("new", posting, fresh), posting.id, "new", tuple(fresh)) if fresh else None

    def _growth(self, change: Change, subscriber: str, found: Sequence[Search], searches: tuple[Search, ...]) -> Telling:
        posting = change.posting
        shown = self.told.shown(posting.campaign or posting.id, subscriber)
        silent_since = self._silence(change)
        event = f"resurfaced:{int(silent_since.timestamp())}" if silent_since else f"copy:{posting.id}"
        known = self.told.of_campaign(change).get(subscriber)
        if silent_since and known and event in known.returns:
            silent_since, event = None, f"copy:{posting.id}"
        origin = self.look_up(change.origin or posting.campaign or "")
        hit = self._hit("resurfaced" if silent_since else "copy", posting, found)
        new = {
            "origin": make_origin(origin) if origin else None,
            "note": _copied(change, origin),
            "new_board": bool(shown.boards) and posting.source not in shown.boards,
            "new_contacts": tuple(one for one in hit.contacts if one not in shown.contacts) if shown.boards else (),
            "silent_since": silent_since,
        }
        return Telling(change, subscriber, hit.model_copy(update=new), hit.campaign, event, searches)

    def _silence(self, change: Change) -> datetime | None:
        return self.silences.before(change.posting, self.told.newest(change))

    def _edited_into(self, change: Change, subscriber: str, found: Sequence[Search]) -> Telling | None:
        posting = change.posting
        fresh = [search for search in found if search.tells("compound_linked" if posting.compounds else "indicators")]
        if not fresh:
            return None
        hit = now_matches(self._hit("edited", posting, fresh))
        return Telling(change, subscriber, hit, posting.id, f"edited:{posting.revision}", tuple(fresh))

    def _edited(self, change: Change, subscriber: str, own: Own, found: Sequence[Search]) -> Telling | None:
        posting, before = change.posting, self.told.hit(change.posting.id, subscriber)
        hit = self._hit("edited", posting, found)
        if before is None or before.told == hit.told:
            return None
        searches = _by(own, self.told.alerts(posting.id, subscriber), found)
        return (
            Telling(change, subscriber, compare(before, hit), posting.id, f"edited:{posting.revision}", searches)
            if searches
            else None
        )

    def _followed(self, change: Change, subscriber: str, own: Own, found: Sequence[Search]) -> Telling | None:
        kind, posting = change.event, change.posting
        searches = _by(own, self.told.alerts(posting.id, subscriber), found)
        hit = self._hit(kind, posting, found)
        return Telling(change, subscriber, hit, posting.id, f"{kind}:{int(change.at.timestamp())}", searches) if searches else None

    def _hit(self, kind: HitKind, posting: Posting, found: Sequence[Search]) -> Hit:
        if posting.id not in self._makers:
            self._makers = {posting.id: (HitMaker(posting), Highlighter(posting))}
        maker, highlighter = self._makers[posting.id]
        return maker.make(kind, tuple(search.name for search in found), highlighter.spans(search.query for search in found))


def _by(own: Own, told: Iterable[str], found: Sequence[Search], topic: str | None = None) -> tuple[Search, ...]:
    """Who tells what follows: searches that find it now, and those that told before and are active still."""
    before = [own[name] for name in sorted(told) if name in own]
    searches = _unique([*found, *before])
    return tuple(search for search in searches if topic is None or search.tells(topic))


def _unique(searches: Sequence[Search]) -> tuple[Search, ...]:
    return tuple({search.name: search for search in searches}.values())


def _copied(change: Change, origin: Posting | None) -> str:
    if change.event != "copy" or origin is None:
        return "Another copy of a campaign that you know."
    same = set(contacts_of(change.posting)) == set(contacts_of(origin))
    return "Returned." if same else "Returned under another contact."
