"""`compoundwatch run` killed (SIGKILL) at random moments: what became of every advert, edit, capture and mail.

`python benchmarks/kills.py [--kills N] [--seed N] [--json]`. Before each run its board gets new adverts and edits an old one; the
run is killed at a random moment of a random stage: starting, crawling, publishing or telling. At the end a run is let go to its
end, and the archive, the store and the mails are held against what the board shows.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from compoundwatch import db
from compoundwatch.archive import open_archive
from compoundwatch.config import Settings, load_settings
from compoundwatch.db import open_database
from compoundwatch.evidence import read_capture
from compoundwatch.posting import Evidence
from index import open_store
from tests.compoundwatch.pipeline.made_up import Board, Installation, install, serve_board

KILLS: Final = 100
NEW_A_ROUND: Final = 3
_ALERT: Final = "title: All\nemail: desk@example.org\nconsent: made up for a measurement\nquery: '*'\nmin_level: low\nmost: 50\n"
_LOOK_EVERY: Final = 0.004
# A run has come to the last of these of which it has left a file behind.
_STAGES: Final = ("starting", "crawling", "publishing", "telling")


@dataclass(slots=True)
class Figures:
    """What was `lost` or `doubled`, in words, and how far the killed runs had come."""

    kills: int = 0
    adverts: int = 0
    edits: int = 0
    runs_in_archive: int = 0
    captures: int = 0
    mails: int = 0
    killed_while: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(slots=True)
class Rounds:
    """The board changes, a run begins and is killed."""

    board: Board
    installation: Installation
    chance: random.Random
    figures: Figures = field(default_factory=Figures)
    versions: dict[int, int] = field(default_factory=dict)
    usual: dict[str, float] = field(default_factory=dict)
    _before: tuple[int, int, int] = (0, 0, 0)

    def undisturbed(self) -> None:
        """A run that nobody kills. Raises RuntimeError where it does not end well. Its stages' lengths are kept."""
        with self._running() as job:
            self._reach(job, "ended")
        if job.returncode:
            raise RuntimeError(f"a run that nobody killed ended with {job.returncode}")

    def disturbed(self) -> None:
        """A run that is killed, if it still goes on by then."""
        stage = self.chance.choice(_STAGES)
        with self._running() as job:
            self._reach(job, stage)
            time.sleep(self.chance.uniform(0, self.usual[stage]))
            killed = job.poll() is None
            job.send_signal(signal.SIGKILL)
        if killed:
            self.figures.kills += 1
            self.figures.killed_while[stage] = self.figures.killed_while.get(stage, 0) + 1

    def _running(self) -> subprocess.Popen[bytes]:
        self._change()
        self._before = _marks(self.installation)
        command, quiet = self.installation.command("run"), subprocess.DEVNULL
        return subprocess.Popen(command, env=self.installation.environment, stdout=quiet, stderr=quiet)

    def _reach(self, job: subprocess.Popen[bytes], wanted: str) -> None:
        """Wait until the run has come that far, or has ended; each stage that is passed on the way tells how long it takes."""
        stage, began = _STAGES[0], time.monotonic()
        while stage not in {wanted, "ended"}:
            time.sleep(_LOOK_EVERY)
            now = "ended" if job.poll() is not None else _stage(self._before, _marks(self.installation))
            if now != stage:
                self.usual[stage] = time.monotonic() - began
                stage, began = now, time.monotonic()

    def _change(self) -> None:
        if self.versions:
            edited = self.chance.choice(sorted(self.versions))
            self.versions[edited] += 1
            self.board.adverts[edited] = _text(edited, self.versions[edited])
            self.figures.edits += 1
        for number in range(len(self.versions) + 1, len(self.versions) + 1 + NEW_A_ROUND):
            self.versions[number] = 0
            self.board.adverts[number] = _text(number, 0)


def measure(folder: Path, kills: int, seed: int) -> Figures:
    """Rounds until so many runs were killed, then two that go to their end."""
    began = time.monotonic()
    with serve_board() as board:
        board.adverts.clear()
        installation = install(folder / "installation", board)
        (installation.folder / "alerts" / "all.yml").write_text(_ALERT)
        installation.add_source("board", board.home, pages="5000")
        rounds = Rounds(board, installation, random.Random(seed))
        rounds.undisturbed()
        rounds.undisturbed()
        while rounds.figures.kills < kills:
            rounds.disturbed()
            if sys.stderr.isatty():
                print(f"\r{rounds.figures.kills} of {kills} runs killed", end="", file=sys.stderr)
        rounds.undisturbed()
        _judge(rounds, load_settings(installation.environment))
    rounds.figures.seconds = round(time.monotonic() - began, 1)
    return rounds.figures


def _text(number: int, version: int) -> str:
    """Words of its own, so that no advert is a copy of another, and a mark of its version."""
    words = " ".join(sha256(f"{number} {part}".encode()).hexdigest() for part in range(4))
    return f"Chat agents for KK Park, 1200 USD a month, free room. {words} Printed as version {version}."


def _judge(rounds: Rounds, settings: Settings) -> None:
    figures, adverts = rounds.figures, rounds.versions
    figures.adverts = len(adverts)
    with open_store(settings) as store:
        postings = {posting.id: posting for posting in store.all()}
        events = Counter((change.posting.id, change.event) for change in store.since(0, limit=1_000_000))
        revisions = {posting_id: store.revisions(posting_id) for posting_id in postings}
    titles = Counter(posting.title for posting in postings.values())
    by_title = {posting.title: posting for posting in postings.values()}
    for number, version in adverts.items():
        found = by_title.get(title := f"Advert {number}")
        if found is None:
            figures.lost.append(title)
        elif f"version {version}." not in found.text or found.status != "active":
            figures.lost.append(f"{title}, version {version}")
    figures.doubled += [f"{title} as {times} postings" for title, times in titles.items() if times > 1]
    figures.doubled += [
        f"{postings[found].title} new {events[found, 'new']} times" for found in postings if events[found, "new"] != 1
    ]
    figures.doubled += [f"a revision of {postings[found].title}" for found, kept in revisions.items() if _repeats(kept)]
    _judge_archive(figures, settings, {*postings})
    _judge_mails(figures, settings, {found: posting.title for found, posting in postings.items()})


def _repeats(revisions: list[Any]) -> bool:
    texts = [revision.posting.text for revision in revisions]
    return any(one == other for one, other in pairwise(texts))


def _judge_archive(figures: Figures, settings: Settings, stored: set[str]) -> None:
    """All that any run captured is in the store, and its evidence is whole."""
    archive = open_archive(settings)
    for captured in sorted(settings.runs.glob("*/*/captured.jsonl")):
        figures.runs_in_archive += 1
        for line in captured.read_text(encoding="utf-8").splitlines():
            posting = json.loads(line)
            figures.captures += 1
            read_capture(archive, Evidence.model_validate(posting["evidence"]))
            if posting["id"] not in stored:
                figures.lost.append(f"{posting['title']}, captured in {captured.parent.name}")


def _judge_mails(figures: Figures, settings: Settings, titles: dict[str, str]) -> None:
    """Each posting is told by one mail, which lies in the outbox: an edit here changes nothing that a search finds."""
    written = {path.stem for path in settings.outbox.glob("*.eml")}
    figures.mails = len(written)
    engine, ledger = open_database(settings), db.ledger
    with engine.connect() as connection:
        rows = connection.execute(select(ledger.c.posting_id, ledger.c.mail))
        told = Counter(row.posting_id for row in rows if row.mail in written)
    engine.dispose()
    figures.lost += [f"the mail about {title}" for posting_id, title in titles.items() if not told[posting_id]]
    figures.doubled += [f"{title} told again" for posting_id, title in titles.items() if told[posting_id] > 1]


def _marks(installation: Installation) -> tuple[int, int, int]:
    """How many runs began, were published, and how many mails were written."""
    runs = installation.var / "runs"
    begun, published = len(list(runs.glob("*/*"))), len(list(runs.glob("*/*/published.json")))
    return begun, published, len(list((installation.var / "outbox").glob("*.eml")))


def _stage(before: tuple[int, int, int], after: tuple[int, int, int]) -> str:
    return _STAGES[max((place for place in range(1, 4) if after[place - 1] > before[place - 1]), default=0)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = asdict(measure(Path(folder), options.kills, options.seed))
    counted = figures | {name: len(figures[name]) for name in ("lost", "doubled")}
    if options.json:
        print(json.dumps(counted | {"which": figures["lost"] + figures["doubled"]}))
        return
    for name, value in counted.items():
        print(f"{name:18}{value!s:>10}")
    for what in (*figures["lost"], *figures["doubled"]):
        print(f"  {what}")


if __name__ == "__main__":
    main()
