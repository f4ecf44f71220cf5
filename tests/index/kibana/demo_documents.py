"""Made-up documents of all four views, the same at every call."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from benchmarks.made_up_postings import START, made_up_postings
from compoundwatch.posting import Posting
from index.elastic.documents import to_document

Document = dict[str, Any]

_WHERE = {"kk-park": (16.63, 98.52), "shwe-kokko": (16.82, 98.53), "o-smach-resort": (14.44, 103.69)}
_OUTCOMES = ("ok", "ok", "ok", "contract_broken", "refused", "try_later", "failed")
_EVENTS = ("new", "new", "edited", "gone", "returned", "copy")
_STATES = ("waiting", "queued", "sent", "sent", "sent", "refused", "in_doubt")


def postings(count: int = 400) -> dict[str, Document]:
    """Id → document. Some are gone, stand in campaigns, or were reviewed."""
    return {document["id"]: document for document in _postings(count)}


def _postings(count: int) -> Iterator[Document]:
    for number, tagged in enumerate(made_up_postings(count)):
        when = tagged.fetched_at + timedelta(hours=number)
        posting = Posting(
            **dict(tagged),
            first_seen=when,
            last_seen=when,
            ingested_at=when,
            campaign=f"{number % 13:032x}" if number % 3 == 0 else None,
            status=("active", "gone", "returned")[number % 3],
        )
        review = ("wrong", "confirmed", "unsure")[number % 3] if number % 5 == 0 else None
        yield to_document(posting, compounds=_WHERE, review=review)


def changes(count: int = 120) -> dict[str, Document]:
    chance = random.Random(1)
    return {
        f"change-{number}": {
            "seq": number,
            "event": chance.choice(_EVENTS),
            "posting_id": f"{number:032x}",
            "at": _moment(number),
            "silent": False,
        }
        for number in range(count)
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
