"""Several matchers at once, in processes of their own, write each hit once; so do those that were killed and began again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.db import open_engine
from index.embedded import EmbeddedStore
from tests.alerts.matching.desk import NOW, MakeTagged, SaveAlert

_ROOT = Path(__file__).parents[3]
POSTINGS, SUBSCRIBERS = 48, 4
_MATCH = """
import sys
from datetime import datetime
from alerts.matching import match
from compoundwatch.config import load_settings
from compoundwatch.db import open_engine
from index import open_store, query_resolver

# Small batches, so that the processes meet often.
match.BATCH, match._MOST_TELLINGS = 10, 5
settings = load_settings({"COMPOUNDWATCH_CONFIGS": sys.argv[1]})
with open_store(settings) as store:
    match.match_changes(open_engine(sys.argv[2]), store, settings.alerts(), datetime.fromisoformat(sys.argv[3]))
"""


@pytest.fixture
def full(settings: Settings, store: EmbeddedStore, make_tagged: MakeTagged, save_alert: SaveAlert) -> Settings:
    """Postings that every subscriber is told of, one in three a copy of a campaign; the subscribers are told nothing yet."""
    words = [" ".join(sha256(f"{number // 3 * 3} {part}".encode()).hexdigest() for part in range(3)) for number in range(POSTINGS)]
    store.upsert(
        (make_tagged(text=f"KK Park {text}", native_id=str(n), handle=None, compound=None) for n, text in enumerate(words)), at=NOW
    )
    for number in range(SUBSCRIBERS):
        save_alert(f"s{number}", email=f"s{number}@ngo.example")
    return settings


@pytest.fixture
def state(state_url: str) -> Iterator[Engine]:
    engine = open_engine(state_url)
    yield engine
    engine.dispose()


def start(settings: Settings, url: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _MATCH, str(settings.configs), url, NOW.isoformat()]
    return subprocess.Popen(command, cwd=_ROOT, env={**os.environ, "PYTHONPATH": str(_ROOT)})


def told(engine: Engine) -> Counter[tuple[str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(select(db.ledger.c.subscriber, db.ledger.c.posting_id))
        return Counter((row.subscriber, row.posting_id) for row in rows)


def test_three_at_once_tell_each_hit_once(full: Settings, state_url: str, state: Engine) -> None:
    matchers = [start(full, state_url) for _ in range(3)]
    assert [matcher.wait(120) for matcher in matchers] == [0, 0, 0]
    found = told(state)
    assert (len(found), set(found.values())) == (POSTINGS * SUBSCRIBERS, {1})


def test_killed_ones_lose_and_double_nothing(full: Settings, state_url: str, state: Engine) -> None:
    for _ in range(2):
        matcher, before, deadline = start(full, state_url), len(told(state)), time.monotonic() + 60
        while matcher.poll() is None and len(told(state)) <= before and time.monotonic() < deadline:
            pass
        matcher.send_signal(signal.SIGKILL)
        matcher.wait()
    assert start(full, state_url).wait(120) == 0
    found = told(state)
    assert (len(found), set(found.values())) == (POSTINGS * SUBSCRIBERS, {1})
