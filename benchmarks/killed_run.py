"""An index run during which the server is killed, and what is there afterwards held against what was handed over."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Final

from benchmarks.made_up_postings import START, made_up_postings
from compoundwatch.posting import TaggedPosting
from index.store import Change, PostingStore
from tests.servers.node import Node

# Of many sizes, so that kills fall into writing, settling and between them; each is followed by edits of some of it.
BATCHES: Final = (1, 40, 300, 700, 1500)
EDITED: Final = 20
# A server is up again within some ten seconds; a run that has not ended after this is stuck.
STUCK_SECONDS: Final = 300


@dataclass(slots=True)
class Figures:
    """`lost` and `doubled` count postings, earlier contents and events alike; `seconds` is the whole run, restarts included."""

    kills: int = 0
    postings: int = 0
    edited: int = 0
    lost: int = 0
    doubled: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Run:
    """An index run in a thread of its own; `given` and `edited` are the ids handed over so far."""

    store: PostingStore
    given: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    failure: BaseException | None = None
    ending: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        self.thread = threading.Thread(target=self._write, name="index run", daemon=True)
        self.thread.start()

    def end(self) -> None:
        """Let it finish the batch it is in. Raises what it failed with, RuntimeError when it does not end."""
        self.ending.set()
        assert self.thread is not None
        self.thread.join(STUCK_SECONDS)
        if self.failure is not None:
            raise self.failure
        if self.thread.is_alive():
            raise RuntimeError(f"the run has not ended {STUCK_SECONDS} s after the server was back")

    def progress(self, beyond: int) -> None:
        """Wait until more than `beyond` postings were handed over."""
        until = time.monotonic() + STUCK_SECONDS
        while len(self.given) <= beyond and self.failure is None:
            if time.monotonic() > until:
                raise RuntimeError(f"nothing was written for {STUCK_SECONDS} s")
            time.sleep(0.02)

    def _write(self) -> None:
        postings, sizes = made_up_postings(10**9), random.Random(5)
        try:
            while not self.ending.is_set():
                batch = list(islice(postings, sizes.choice(BATCHES)))
                self.store.upsert(self._noted(batch), at=START)
                changed = [edited(posting) for posting in batch[:EDITED]]
                self.store.upsert(changed, at=START)
                self.edited += [posting.id for posting in changed]
        except BaseException as error:  # noqa: BLE001  # told by `end`, in the thread that asks
            self.failure = error

    def _noted(self, batch: list[TaggedPosting]) -> Iterator[TaggedPosting]:
        for posting in batch:
            self.given.append(posting.id)
            yield posting


def edited(posting: TaggedPosting) -> TaggedPosting:
    text = f"{posting.text} changed"
    return posting.model_copy(update={"text": text, "fetched_at": posting.fetched_at + timedelta(hours=1)})


def run_with_kills(node: Node, store: PostingStore, kills: int, *, seed: int = 1) -> Figures:
    """Kill and restart a running node `kills` times while `store` writes to it; then look at what is there.

    Raises what the run failed with, RuntimeError when it does not go on or does not end after the server is back.
    """
    chance, began = random.Random(seed), time.monotonic()
    run = Run(store)
    run.start()
    for number in range(kills):
        run.progress(len(run.given))
        # Two seconds hold writing, settling and what lies between.
        time.sleep(chance.uniform(0, 2))
        node.kill()
        node.start()
        print(f"kill {number + 1} of {kills}, {len(run.given)} postings handed over", file=sys.stderr)
    run.end()
    figures = checked(store, run)
    figures.kills, figures.seconds = kills, round(time.monotonic() - began, 1)
    return figures


def checked(store: PostingStore, run: Run) -> Figures:
    """What the store holds and tells, held against what was handed over."""
    found: Counter[str] = Counter()
    revised: Counter[str] = Counter()
    for posting in store.all():
        found[posting.id] += 1
        revised[posting.id] += posting.revision
    told = Counter((change.posting.id, change.event == "edited") for change in changes(store))
    due = Counter([*((one, False) for one in run.given), *((one, True) for one in run.edited)])
    kept = Counter({one: len(store.revisions(one)) for one in run.edited})
    lost = doubled = 0
    for wanted, there in ((Counter(run.given), found), (Counter(run.edited), +revised), (Counter(run.edited), kept), (due, told)):
        lost += sum((wanted - there).values())  # type: ignore[operator]  # both of the same kind
        doubled += sum((there - wanted).values())  # type: ignore[operator]  # see above
    return Figures(postings=len(run.given), edited=len(run.edited), lost=lost, doubled=doubled)


def changes(store: PostingStore) -> Iterator[Change]:
    """All that the store tells, from the beginning."""
    seq = 0
    while page := store.since(seq):
        yield from page
        seq = page[-1].seq
