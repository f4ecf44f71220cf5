"""One hit: all that a digest shows of one posting, bounded in size, as it stood when it was matched.

It is kept in the ledger, so that the mail says what was known then, and so that a later edit can be held against it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from alerts.matching.excerpt import Segment, excerpt, mark
from compoundwatch.posting import ContactType, LinkBy, PlaceRole, Posting, Precision, Record, RiskLevel, Share, Span, UtcDatetime
from compoundwatch.text import fold_text, inline, one_line

# `linked`: told before for its indicators alone, linked to a compound since. `copy`: one more of a campaign. `resurfaced`: the
# first copy of a campaign after a long silence.
HitKind = Literal["new", "linked", "edited", "gone", "returned", "copy", "resurfaced", "retracted"]

_TITLE = 200
_MOST = 6
_MOST_WORDS = 40


class HitContact(Record):
    type: ContactType
    value: str


class HitPlace(Record):
    name: str
    role: PlaceRole
    precision: Precision
    country: str | None


class HitCompound(Record):
    """`strength` 0 to 1; `reason` is a plain sentence."""

    id: str
    name: str
    by: LinkBy
    strength: Share
    reason: str


class Origin(Record):
    """The older posting that a copy repeats."""

    posting_id: str
    source: str
    first_seen: UtcDatetime | None
    status: str
    contacts: tuple[HitContact, ...]


class Difference(Record):
    """What an edit brought and took away: names of compounds, words found, values of contacts; a few of each."""

    level_before: RiskLevel
    matched_before: bool
    new_compounds: tuple[str, ...] = ()
    lost_compounds: tuple[str, ...] = ()
    new_words: tuple[str, ...] = ()
    lost_words: tuple[str, ...] = ()
    new_contacts: tuple[str, ...] = ()
    lost_contacts: tuple[str, ...] = ()


class Hit(Record):
    """`alerts` are the names of the saved searches that found it; `words` what they found, folded.

    Of a copy `new_board` says that this subscriber was told of no copy on its source before, and `new_contacts` are those that
    were in none of them. `silent_since` of a resurfaced campaign: when the copy before came in. `difference` of an edit: from what
    was told before, null where nothing was. `note` says the same in English, in a sentence or two.
    """

    kind: HitKind
    alerts: tuple[str, ...]
    posting_id: str
    campaign: str
    source: str
    url: str
    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    words: tuple[str, ...]
    language: str
    level: RiskLevel
    score: Share
    reasons: tuple[str, ...]
    compounds: tuple[HitCompound, ...]
    contacts: tuple[HitContact, ...]
    places: tuple[HitPlace, ...]
    first_seen: UtcDatetime | None
    last_seen: UtcDatetime | None
    matched: bool
    note: str | None = None
    origin: Origin | None = None
    new_board: bool = False
    new_contacts: tuple[HitContact, ...] = ()
    silent_since: UtcDatetime | None = None
    difference: Difference | None = None

    @property
    def told(self) -> tuple[object, ...]:
        """What an edit must change to be told again: the words found, the risk level, the compound links."""
        return (self.matched, sorted(self.words), self.level, sorted(link.id for link in self.compounds))


def make_hit(kind: HitKind, posting: Posting, alerts: tuple[str, ...], spans: tuple[Span, ...]) -> Hit:
    """The hit of a posting in which the saved searches `alerts` (none: they no longer find it) found `spans`."""
    return HitMaker(posting).make(kind, alerts, spans)


class HitMaker:
    """Hits of one posting for many subscribers: what is the same for all of them is made once."""

    def __init__(self, posting: Posting) -> None:
        self._posting = posting
        self._shown: dict[tuple[Span, ...], dict[str, Any]] = {}

    def make(self, kind: HitKind, alerts: tuple[str, ...], spans: tuple[Span, ...]) -> Hit:
        if spans not in self._shown:
            self._shown[spans] = _words_shown(self._posting, spans)
        return Hit(kind=kind, alerts=alerts, matched=bool(alerts), **self._same, **self._shown[spans])

    @cached_property
    def _same(self) -> dict[str, Any]:
        posting = self._posting
        return {
            "posting_id": posting.id,
            "campaign": posting.campaign or posting.id,
            "source": posting.source,
            "url": posting.url,
            "language": posting.language,
            "level": posting.risk.level,
            "score": posting.risk.score,
            "reasons": tuple(one_line(reason, 240) for reason in posting.risk.reasons[:_MOST]),
            "compounds": _compounds(posting),
            "contacts": contacts_of(posting),
            "places": _places(posting),
            "first_seen": posting.first_seen,
            "last_seen": posting.last_seen,
        }


def _words_shown(posting: Posting, spans: tuple[Span, ...]) -> dict[str, Any]:
    """Title and text with what was found marked."""
    in_title = [(span.start, span.end) for span in spans if span.end <= len(posting.title)]
    shift = len(posting.title) + 1
    shown = spans or posting.indicators
    in_text = [(span.start - shift, span.end - shift) for span in shown if span.start >= shift]
    return {"title": mark(posting.title[:_TITLE], in_title), "excerpt": excerpt(posting.text, in_text), "words": _words(spans)}


def make_origin(posting: Posting) -> Origin:
    """What a copy says of the posting it repeats."""
    return Origin(
        posting_id=posting.id,
        source=posting.source,
        first_seen=posting.first_seen,
        status=posting.status,
        contacts=contacts_of(posting),
    )


def _words(spans: tuple[Span, ...]) -> tuple[str, ...]:
    found = dict.fromkeys(inline(fold_text(span.raw[:100])).strip() for span in spans)
    return tuple(sorted(found))[:_MOST_WORDS]


def _compounds(posting: Posting) -> tuple[HitCompound, ...]:
    strongest = sorted(posting.compounds, key=lambda link: -link.strength)[:_MOST]
    return tuple(
        HitCompound(id=link.id, name=one_line(link.name, 80), by=link.by, strength=link.strength, reason=one_line(link.reason, 240))
        for link in strongest
    )


def contacts_of(posting: Posting) -> tuple[HitContact, ...]:
    """The contacts that a digest shows."""
    values = dict.fromkeys((contact.type, one_line(contact.value, 120)) for contact in posting.contacts)
    return tuple(HitContact(type=kind, value=value) for kind, value in list(values)[:_MOST])


def _places(posting: Posting) -> tuple[HitPlace, ...]:
    # A destination tells a reader most, then what is known most exactly.
    order = sorted(posting.places, key=lambda place: (place.role != "destination", -place.confidence))
    found = {(place.name, place.role): place for place in reversed(order)}
    kept = [place for place in order if found.get((place.name, place.role)) is place][:_MOST]
    return tuple(
        HitPlace(name=one_line(place.name, 80), role=place.role, precision=place.precision, country=place.country) for place in kept
    )
