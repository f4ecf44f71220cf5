"""Whether a change in the store is news for a subscriber, and as what.

`new` and `copy` are news once; `edited` only when what was told has changed; `gone` and `returned` only to those who were
told of the posting. A posting of a campaign that was told before is told as a copy: the campaign's growth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from alerts.matching.hit import Hit, make_hit, make_origin
from alerts.matching.told import Told
from compoundwatch.posting import Posting, RiskLevel, Span
from index.store import Change

_LEVELS: tuple[RiskLevel, ...] = ("low", "watch", "high", "critical")
_NOW_MATCHES = "You were not told of this advert before: it matches since it was edited."
_NO_LONGER_MATCHES = "Since this edit the advert no longer matches your search."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a subscriber's saved searches found in a posting: their names and the words."""

    alerts: tuple[str, ...]
    spans: tuple[Span, ...]


NOT_WANTED = Wanted((), ())


def reaches(min_level: RiskLevel, posting: Posting) -> bool:
    """Whether a posting that a query finds is told: linked to a compound, or of this level at least."""
    return bool(posting.compounds) or _LEVELS.index(posting.risk.level) >= _LEVELS.index(min_level)


@dataclass(frozen=True, slots=True)
class Desk:
    """Decides on changes. `told` is what was told so far; `look_up` finds the posting that a copy repeats."""

    told: Told
    look_up: Callable[[str], Posting | None]

    def audience(self, change: Change, wanted: Mapping[str, Wanted]) -> set[str]:
        """Subscribers whom a change may concern: who searches for it, who was told of it or of its campaign."""
        known = set(self.told.of_posting(change.posting.id)) | self._knows_campaign(change)
        return set(wanted) | known

    def decide(self, change: Change, subscriber: str, wanted: Wanted) -> Hit | None:
        """The hit that a subscriber is to be told, None when there is no news in it."""
        before = self.told.of_posting(change.posting.id).get(subscriber)
        match change.event:
            case "new" | "copy":
                return None if before else self._first(change, subscriber, wanted)
            case "edited":
                return self._edited(change.posting, before, wanted)
            case "gone" | "returned":
                return make_hit(change.event, change.posting, wanted.alerts, wanted.spans) if before else None

    def _knows_campaign(self, change: Change) -> set[str]:
        if change.event not in {"new", "copy"}:
            return set()
        return self.told.of_campaign((change.posting.campaign, change.posting.id, change.origin))

    def _first(self, change: Change, subscriber: str, wanted: Wanted) -> Hit | None:
        growth = subscriber in self._knows_campaign(change)
        if not (wanted.alerts or growth):
            return None
        if change.event == "new" and not growth:
            return make_hit("new", change.posting, wanted.alerts, wanted.spans)
        origin = self.look_up(change.origin or change.posting.campaign or "")
        hit = make_hit("copy", change.posting, wanted.alerts, wanted.spans)
        return hit.model_copy(update={"origin": make_origin(origin) if origin else None, "note": _copied(change, origin)})

    def _edited(self, posting: Posting, before: Hit | None, wanted: Wanted) -> Hit | None:
        hit = make_hit("edited", posting, wanted.alerts, wanted.spans)
        if before is None:
            return hit.model_copy(update={"note": _NOW_MATCHES}) if wanted.alerts else None
        if before.told == hit.told:
            return None
        return hit.model_copy(update={"note": changes(before, hit)})


def event_key(change: Change, hit: Hit) -> tuple[str, str]:
    """(subject, event): with the subscriber the ledger's key. The same change again gives the same key."""
    posting, at = change.posting, int(change.at.timestamp())
    keys = {
        "new": (posting.id, "new"),
        "edited": (posting.id, f"edited:{posting.revision}"),
        "gone": (posting.id, f"gone:{at}"),
        "returned": (posting.id, f"returned:{at}"),
        "copy": (hit.campaign, f"copy:{posting.id}"),
    }
    return keys[hit.kind]


def changes(before: Hit, now: Hit) -> str:
    """What an edit changed of that which was told, in a sentence or two."""
    if not now.matched:
        return _NO_LONGER_MATCHES
    said = [f"Risk level {before.level} → {now.level}."] if before.level != now.level else []
    said += _difference("compound links", {link.name for link in before.compounds}, {link.name for link in now.compounds})
    said += _difference("words found", set(before.words), set(now.words))
    said += _difference("contacts", {c.value for c in before.contacts}, {c.value for c in now.contacts})
    return " ".join(said) or "It matches your search again."


def _difference(what: str, before: set[str], now: set[str]) -> list[str]:
    added, lost = sorted(now - before)[:5], sorted(before - now)[:5]
    said = [f"New {what}: {', '.join(added)}."] if added else []
    return said + ([f"No longer among its {what}: {', '.join(lost)}."] if lost else [])


def _copied(change: Change, origin: Posting | None) -> str:
    if change.event == "new" or origin is None:
        return "Another copy of a campaign that you know."
    gone = " (that one is gone from its source)" if origin.status == "gone" else ""
    ours = {contact.value for contact in change.posting.contacts}
    again = "Returned under another contact" if ours != {contact.value for contact in origin.contacts} else "Returned"
    seen = f", first seen {origin.first_seen:%d %B %Y}" if origin.first_seen else ""
    return f"{again}{seen}{gone}."
