"""Matching, rendering and sending, killed at random moments, with the mail server killed too: what became of every hit.

Each round takes in new adverts, then two senders at once do what `compoundwatch run` does after crawling; one of them is killed
(SIGKILL) at a random moment, and in every third round the mail server too. At the end all that waits is sent, and what the mail
server has on its disk is held against the ledger.
"""

from __future__ import annotations

import mmap
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from alerts.digest.queue import queue_digests
from alerts.matching.match import match_changes
from alerts.outbox.send import send_queued
from benchmarks.alerts_installation import adverts, make_installation
from benchmarks.mail_sink import Sink
from compoundwatch import db
from compoundwatch.config import Settings
from index.embedded import EmbeddedStore

SUBSCRIBERS: Final = 12
ADVERTS_A_ROUND: Final = 4
STAGES: Final = ("opening", "matching", "rendering", "sending", "done")
_KILLED_IN: Final = STAGES[1:-1]
_STUCK_SECONDS: Final = 120
# A mail that met a dead server is tried again within six hours.
_LATER: Final = timedelta(hours=7)


@dataclass(slots=True)
class KillFigures:
    """`lost` and `doubled` count hits (an advert and a subscriber), `in_doubt` mails; `killed_while` kills by what was going on."""

    kills: int = 0
    server_kills: int = 0
    hits: int = 0
    mails: int = 0
    lost: int = 0
    doubled: int = 0
    in_doubt: int = 0
    killed_while: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def measure_kills(folder: Path, kills: int, *, database: str | None, seed: int, progress: Callable[[str], None]) -> KillFigures:
    """Rounds until `kills` senders were killed; without the URL of a database in SQLite. Forks, so call it without threads."""
    with Sink(folder / "taken") as sink:
        settings = make_installation(folder, sink.port, subscribers=SUBSCRIBERS, database=database)
        db.open_database(settings).dispose()
        rounds = _Rounds(settings, sink, random.Random(seed))
        usual = max(rounds.undisturbed() for _ in range(2))
        while rounds.figures.kills < kills:
            rounds.disturbed(usual)
            progress(f"{rounds.figures.kills} of {kills} kills")
        for hours in range(5):
            _wait_for(_fork(partial(_stages, settings, None, hours * _LATER)))
        return _judged(settings, sink, rounds)


class _Rounds:
    """Adverts come in, senders go about it, some are killed."""

    def __init__(self, settings: Settings, sink: Sink, chance: random.Random) -> None:
        self._settings, self._sink, self._chance = settings, sink, chance
        self.figures = KillFigures()
        self.adverts = 0
        self._round = 0

    def undisturbed(self) -> float:
        """Seconds of a round in which nothing happens."""
        self._take_in()
        began = time.monotonic()
        for child in [_fork(partial(_stages, self._settings, None)) for _ in range(2)]:
            _wait_for(child)
        return time.monotonic() - began

    def disturbed(self, usual: float) -> None:
        """A round in which one of two senders is killed, if it is still at work then."""
        self._take_in()
        self._round += 1
        stage = mmap.mmap(-1, 1)
        victim = _fork(partial(_stages, self._settings, stage))
        other = _fork(partial(_stages, self._settings, None))
        self._kill(victim, stage, self._chance.uniform(0, usual / len(_KILLED_IN)))
        if self._round % 3 == 0:
            # Somewhere in the other run.
            time.sleep(self._chance.uniform(0, usual / 3))
            self._sink.kill()
            self.figures.server_kills += 1
            self._sink.start()
        _wait_for(other)

    def _kill(self, victim: int, stage: mmap.mmap, seconds: float) -> None:
        """So many seconds after it has reached a stage, each stage as often as another, if it is still at work then."""
        wanted = STAGES.index(self._chance.choice(_KILLED_IN))
        until = time.monotonic() + _STUCK_SECONDS
        while stage[0] < wanted and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(seconds)
        os.kill(victim, signal.SIGKILL)
        _, status = os.waitpid(victim, 0)
        if status and not os.WIFSIGNALED(status):
            raise RuntimeError(f"a sender ended by itself with {status}: see above")
        name = STAGES[stage[0]]
        if status and name in _KILLED_IN:
            self.figures.kills += 1
            self.figures.killed_while[name] = self.figures.killed_while.get(name, 0) + 1

    def _take_in(self) -> None:
        now = datetime.now(UTC)
        first, self.adverts = self.adverts, self.adverts + ADVERTS_A_ROUND

        def write() -> None:
            with EmbeddedStore(self._settings.store, reassess=lambda tagged: tagged.risk) as store:
                store.upsert(adverts(first, ADVERTS_A_ROUND, now), at=now)

        _wait_for(_fork(write))


def _stages(settings: Settings, stage: mmap.mmap | None, later: timedelta = timedelta(0)) -> None:
    """What a run does after crawling; `stage` tells where it is."""

    def reached(name: str) -> None:
        if stage is not None:
            stage[0] = STAGES.index(name)

    engine, at = db.open_database(settings), datetime.now(UTC) + later
    with EmbeddedStore(settings.store, reassess=lambda tagged: tagged.risk) as store:
        reached("matching")
        match_changes(engine, store, settings.alerts(), at)
    reached("rendering")
    queue_digests(engine, settings, at)
    reached("sending")
    send_queued(engine, settings, at)
    reached("done")


def _fork(work: Callable[[], None]) -> int:
    """A child that does `work`; its process number."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001  # a child must end here whatever happens, and say why
        traceback.print_exc(file=sys.stderr)
        os._exit(1)
    os._exit(0)


def _wait_for(child: int) -> None:
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError(f"a child that nobody killed ended with {status}: see above")


def _judged(settings: Settings, sink: Sink, rounds: _Rounds) -> KillFigures:
    """The ledger held against what the server took."""
    figures, taken, engine = rounds.figures, sink.taken(), db.open_database(settings)
    told: Counter[tuple[str, str]] = Counter()
    doubted: set[tuple[str, str]] = set()
    ledger, mails = db.ledger, db.mails
    rows = select(ledger.c.subscriber, ledger.c.posting_id, ledger.c.mail, mails.c.state).join_from(
        ledger, mails, ledger.c.mail == mails.c.id, isouter=True
    )
    with engine.connect() as connection:
        for row in connection.execute(rows):
            told[row.subscriber, row.posting_id] += taken[row.mail]
            if row.state == "in_doubt":
                doubted.add((row.subscriber, row.posting_id))
        figures.in_doubt = connection.scalar(select(func.count()).select_from(mails).where(mails.c.state == "in_doubt")) or 0
    engine.dispose()
    figures.hits, figures.mails = SUBSCRIBERS * rounds.adverts, sum(taken.values())
    arrived = {hit for hit, times in told.items() if times}
    figures.lost = figures.hits - len(arrived | doubted)
    figures.doubled = sum(times - 1 for times in told.values() if times > 1)
    return figures
