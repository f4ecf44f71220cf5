"""Made-up documents of all four views, the same at every call."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from benchmarks.made_up_postings import START, made_up_postings
from index.elastic.schema.documents import to_document
from index.store import PostingStore

Document = dict[str, Any]

# Where the compounds of made-up postings lie.
COMPOUNDS = {"kk-park": (16.63, 98.52), "shwe-kokko": (16.82, 98.53), "o-smach-resort": (14.44, 103.69)}
_BATCH = 50
_OUTCOMES = ("ok", "ok", "ok", "contract_broken", "refused", "try_later", "failed")
_EVENTS = ("new", "new", "edited", "gone", "returned", "copy")
_STATES = ("waiting", "queued", "sent", "sent", "sent", "refused", "in_doubt")


def fill_store(store: PostingStore, postings: int) -> list[str]:
    """Postings taken in over days, some of them gone and some back again; their ids in the order they came."""
    made = list(made_up_postings(postings))
    for number, first in enumerate(range(0, postings, _BATCH)):
        store.upsert(made[first : first + _BATCH], at=START + timedelta(hours=9 * number))
    ids = [posting.id for posting in made]
    store.sighted([], ids[::7], at=START + timedelta(days=40))
    store.sighted(ids[::21], [], at=START + timedelta(days=41))
    return ids


def decisions(ids: list[str]) -> dict[str, str]:
    """What people decided of some of them."""
    return {posting_id: ("wrong", "confirmed", "unsure")[number % 3] for number, posting_id in enumerate(ids[::5])}


def of_postings(store: PostingStore, reviews: dict[str, str]) -> dict[str, Document]:
    return {it.id: to_document(it, compounds=COMPOUNDS, review=reviews.get(it.id)) for it in store.all()}


def of_changes(store: PostingStore) -> dict[str, Document]:
    """By number: what a change's own id is made of is the store's affair."""
    return {
        str(it.seq): {"seq": it.seq, "event": it.event, "posting_id": it.posting.id, "at": it.at.isoformat()}
        for it in store.since(0, limit=10_000)
    }


def runs(count: int = 90) -> dict[str, Document]:
    chance = random.Random(2)
    return {f"board-{number % 7}/{number}": _run(number, chance) for number in range(count)}


def _run(number: int, chance: random.Random) -> Document:
    outcome = chance.choice(_OUTCOMES)
    return {
        "run": f"run-{number}",
        "source": f"board-{number % 7}",
        "outcome": outcome,
        "why": "" if outcome == "ok" else "made up",
        "broken_rules": ["freshness"] if outcome == "contract_broken" else [],
        "statuses": chance.sample(["200", "304", "403", "404", "503"], 2),
        "started": _moment(number * 3),
        "ended": _moment(number * 3 + 1),
        "seconds": chance.uniform(1, 90),
        "pages": chance.randrange(50),
        "postings": chance.randrange(200),
        "sightings": {"new": chance.randrange(9), "gone": chance.randrange(4)},
        "classes": {"content": chance.randrange(50), "blocked": chance.randrange(3)},
    }


def alerts(count: int = 150) -> dict[str, Document]:
    chance = random.Random(3)
    return {f"ledger-{number}": _delivery(number, chance) for number in range(count)}


def _delivery(number: int, chance: random.Random) -> Document:
    return {
        "alert": f"alert-{number % 5}",
        "subscriber": f"{number % 9:012x}",
        "event": chance.choice(_EVENTS),
        "posting_id": f"{number % 40:032x}",
        "level": chance.choice(["watch", "high", "critical"]),
        "state": chance.choice(_STATES),
        "mail": f"mail-{number // 4}",
        "told_at": _moment(number * 2),
        "seconds_to_mail": chance.uniform(1, 600),
        "country": chance.sample(["KH", "MM", "TH"], 2),
        "language": chance.choice(["en", "th"]),
        "compound": [],
    }


def _moment(hours: int) -> str:
    return (START + timedelta(hours=hours)).isoformat()
