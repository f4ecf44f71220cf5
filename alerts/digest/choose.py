"""Which hits a mail shows: the gravest campaigns of any number of ledger rows, in bounded memory.

Rows are read twice: once for what decides, without their texts, and once for the campaigns that were chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from alerts.digest.digest import ORDER, Card, Growth
from alerts.matching.hit import Hit, HitContact, HitKind
from alerts.matching.notice import Notice, read_entry
from compoundwatch import db

# Copies of one campaign get a line each up to here, then they are counted.
MOST_LINES = 5
MOST_NOTICES = 20
_MOST_CONTACTS = 5
_AT_ONCE = 200
# What a campaign brings is one card; an edit or an end of it is another.
_NEWS: tuple[HitKind, ...] = ("new", "linked", "resurfaced", "copy")

Key = tuple[str, str]
Gravity = tuple[bool, bool, float]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the rows fits, the gravest first, with counts of all of them."""

    counts: dict[HitKind, int]
    cards: tuple[Card, ...]
    notices: tuple[Notice, ...]


def choose(connection: Connection, mail_id: str, most: int) -> Chosen:
    """The cards of the ledger rows that carry `mail_id`, at most `most`."""
    counts: Counter[str] = Counter()
    gravest = _gravest(_outlines(connection, mail_id, counts), most)
    cards: dict[Key, _Campaign] = {key: _Campaign() for key in gravest}
    for key, stored in _hits(connection, mail_id, {campaign for _, campaign, _ in gravest.values()}):
        entry = read_entry(stored) if key in cards else None
        if isinstance(entry, Hit):
            cards[key].add(entry)
    return Chosen(
        counts={kind: counts[kind] for kind in ORDER if counts[kind]},
        cards=tuple(cards[key].card() for key in gravest),
        notices=_notices(connection, mail_id) if counts["down"] or counts["back"] else (),
    )


@dataclass(frozen=True, slots=True)
class _Outline:
    """Of one hit what decides whether it is shown."""

    key: Key
    campaign: str
    gravity: Gravity


def _outlines(connection: Connection, mail_id: str, counts: Counter[str]) -> Iterator[_Outline]:
    ledger, hit = db.ledger, db.ledger.c.hit
    rows = select(
        ledger.c.posting_id,
        ledger.c.campaign,
        hit["kind"].as_string().label("kind"),
        hit["score"].as_float().label("score"),
        hit["compounds", 0, "id"].as_string().label("compound"),
    ).where(ledger.c.mail == mail_id)
    for row in connection.execute(rows.order_by(ledger.c.id).execution_options(yield_per=_AT_ONCE)):
        counts[row.kind] += 1
        if row.posting_id is not None:
            gravity = (row.kind == "retracted", row.compound is not None, row.score)
            yield _Outline(_key(row.kind, row.campaign, row.posting_id), row.campaign, gravity)


def _key(kind: str, campaign: str, posting_id: str) -> Key:
    """What is one card. A correction names each posting: its reader may have acted on each."""
    if kind == "retracted":
        return kind, posting_id
    return ("news" if kind in _NEWS else kind), campaign


def _gravest(outlines: Iterable[_Outline], most: int) -> dict[Key, tuple[Gravity, str, int]]:
    """The `most` keys with the gravest hit, in that order; earlier rows come first among equals.

    A key that was pushed out comes back when a graver hit of it follows, so what is kept is right at the end of the stream.
    """
    kept: dict[Key, tuple[Gravity, str, int]] = {}
    least: Gravity | None = None
    for number, outline in enumerate(outlines):
        known = kept.get(outline.key)
        if known and known[0] >= outline.gravity:
            continue
        if not known and len(kept) >= most and least is not None and outline.gravity <= least:
            continue
        kept[outline.key] = (outline.gravity, outline.campaign, known[2] if known else number)
        if len(kept) > most:
            del kept[min(kept, key=lambda key: (kept[key][0], -kept[key][2]))]
        least = min(entry[0] for entry in kept.values())
    return dict(sorted(kept.items(), key=lambda item: (*(-part for part in item[1][0]), item[1][2])))


def _hits(connection: Connection, mail_id: str, campaigns: set[str]) -> Iterator[tuple[Key, dict[str, Any]]]:
    ledger = db.ledger
    rows = select(ledger.c.posting_id, ledger.c.campaign, ledger.c.hit)
    rows = rows.where(ledger.c.mail == mail_id, ledger.c.campaign.in_(campaigns)).order_by(ledger.c.id)
    for row in connection.execute(rows.execution_options(yield_per=_AT_ONCE)):
        yield _key(row.hit["kind"], row.campaign, row.posting_id), row.hit


def _notices(connection: Connection, mail_id: str) -> tuple[Notice, ...]:
    ledger = db.ledger
    rows = select(ledger.c.hit).where(ledger.c.mail == mail_id, ledger.c.posting_id.is_(None)).order_by(ledger.c.id.desc())
    entries = [read_entry(stored) for stored in connection.scalars(rows.limit(MOST_NOTICES))]
    return tuple(entry for entry in reversed(entries) if isinstance(entry, Notice))


@dataclass(slots=True)
class _Campaign:
    """What is seen of one card while rows stream by: a few hits, and counts."""

    best: list[Hit] = field(default_factory=list)
    adverts: int = 0
    boards: set[str] = field(default_factory=set)
    new_boards: set[str] = field(default_factory=set)
    new_contacts: dict[HitContact, None] = field(default_factory=dict)

    def add(self, hit: Hit) -> None:
        self.adverts += 1
        self.boards.add(hit.source)
        if hit.new_board:
            self.new_boards.add(hit.source)
        if len(self.new_contacts) < _MOST_CONTACTS:
            self.new_contacts.update(dict.fromkeys(hit.new_contacts))
        self.best = sorted([*self.best, hit], key=_rank)[: 1 + MOST_LINES]

    def card(self) -> Card:
        growth = Growth(self.adverts, len(self.boards), len(self.new_boards), tuple(self.new_contacts)[:_MOST_CONTACTS])
        return Card(self.best[0], growth, tuple(self.best[1:]))


def _rank(hit: Hit) -> tuple[int, bool, float]:
    """What is new before its copies, then the gravest."""
    return ORDER.index(hit.kind), not hit.compounds, -hit.score
