"""Killed (SIGKILL) again and again from matching to sending, and started again: each hit is in exactly one mail."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.posting import TaggedPosting
from index.embedded import EmbeddedStore

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
SUBSCRIBERS = 5
POSTINGS = 60

# The three stages as `compoundwatch run` calls them, in children that are killed a little later each time, until one
# reaches the end. Prints how many were killed.
DRIVER = """
import os, signal, sys, time
from datetime import UTC, datetime
from alerts.digest.queue import queue_digests
from alerts.matching import match
from alerts.outbox import send
from compoundwatch.config import load_settings
from compoundwatch.db import open_database
from index.embedded import EmbeddedStore

def stages():
    match.BATCH = 5
    settings = load_settings({"COMPOUNDWATCH_CONFIGS": sys.argv[1]})
    engine = open_database(settings)
    with EmbeddedStore(settings.store, reassess=lambda tagged: tagged.risk) as store:
        at = datetime.now(UTC)
        match.match_changes(engine, store, settings.alerts(), at)
        queue_digests(engine, settings, at)
        send.send_queued(engine, settings, at)

def killed_after(seconds):
    child = os.fork()
    if child == 0:
        stages()
        os._exit(0)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True

kills = 0
while killed_after(0.05 + 0.02 * kills):
    kills += 1
print(kills)
"""


@pytest.fixture
def watched(
    settings: Settings, store: EmbeddedStore, make_tagged: Callable[..., TaggedPosting], save_alert: Callable[..., AlertConfig]
) -> Settings:
    """Five subscribers who all search for what stands in every posting."""
    for number in range(SUBSCRIBERS):
        save_alert(f"desk{number}", email=f"desk{number}@ngo.example")
    words = [" ".join(sha256(f"{number} {part}".encode()).hexdigest() for part in range(3)) for number in range(POSTINGS)]
    store.upsert((make_tagged(text=f"KK Park {text}", native_id=text[:9], handle=None) for text in words), at=NOW)
    return settings


@pytest.mark.slow
def test_every_hit_is_in_exactly_one_mail(watched: Settings, engine: Engine) -> None:
    driver = [sys.executable, "-c", DRIVER, str(watched.configs)]
    kills = int(subprocess.run(driver, check=True, capture_output=True, cwd=Path(__file__).parents[2]).stdout)
    told = Counter[tuple[str, str]]()
    with engine.connect() as connection:
        # A file of the outbox is a mail; the ledger says which hits it tells.
        for path in watched.outbox.glob("*.eml"):
            rows = connection.execute(select(db.ledger.c.subscriber, db.ledger.c.posting_id).where(db.ledger.c.mail == path.stem))
            told.update((row.subscriber, row.posting_id) for row in rows)
    assert kills > 5
    assert (len(told), set(told.values())) == (SUBSCRIBERS * POSTINGS, {1})
