"""SIGKILL at many points of the main job, then the job again: nothing lost, nothing doubled, nothing mailed twice."""

from __future__ import annotations

import os
import signal
import subprocess
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tests.compoundwatch.pipeline.made_up import Board, Installation, install, serve_board

_LOOK_EVERY = 0.004
# Shares of the job's own steps, as its files show them, at which it is killed: twice, before it may end.
_TRIALS = [(0.05, 0.5), (0.2, 0.9), (0.35, 0.6), (0.45, 0.7), (0.65, 0.8), (0.75, 0.95), (0.85, 0.3), (1.0, 0.4)]


def signature(folder: Path) -> frozenset[tuple[str, int]]:
    """What lies on disk, by name and size; what is renamed while we look is passed over (`os.walk` does so, `rglob` does not)."""
    found = set()
    for place, folders, names in os.walk(folder):
        for path in (Path(place, name) for name in (*folders, *names)):
            with suppress(FileNotFoundError):
                found.add((str(path), path.stat().st_size))
    return frozenset(found)


def steps_until(installation: Installation, last: float) -> int:
    """Start the job and kill it when its files have changed `last` times; the number of changes seen."""
    steps, before = 0, signature(installation.var)
    with subprocess.Popen(
        installation.command("run"), env=installation.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as job:
        while steps < last:
            try:
                job.wait(timeout=_LOOK_EVERY)
            except subprocess.TimeoutExpired:
                now = signature(installation.var)
                steps, before = steps + (now != before), now
            else:
                return steps
        job.send_signal(signal.SIGKILL)
    return steps


def told(installation: Installation) -> Counter[str]:
    """How often each posting stands in the mails: each hit names the command for its evidence once."""
    parts = (mail.get_body(("plain",)) for mail in installation.mails())
    texts = "".join(str(part.get_content()) for part in parts if part)
    return Counter({posting["id"]: texts.count(f"compoundwatch evidence {posting['id']}") for posting in installation.postings()})


@pytest.fixture(scope="module")
def steps_of_a_whole_job(tmp_path_factory: pytest.TempPathFactory) -> int:
    with serve_board() as board:
        return steps_until(install(tmp_path_factory.mktemp("whole"), board), float("inf"))


@pytest.mark.slow
@pytest.mark.parametrize("shares", _TRIALS, ids=lambda shares: f"{shares[0]:.0%} then {shares[1]:.0%}")
def test_killed_twice_and_run_again(
    shares: tuple[float, float], steps_of_a_whole_job: int, board: Board, installation: Installation
) -> None:
    for share in shares:
        steps_until(installation, max(1, share * steps_of_a_whole_job))
    done = installation.run()
    assert done["exit_code"] == 0, done
    postings = installation.postings()
    assert sorted(posting["title"] for posting in postings) == [f"Advert {number}" for number in range(1, 7)]
    assert {(posting["status"], posting["revision"]) for posting in postings} == {("active", 0)}
    assert set(told(installation).values()) == {1}
    assert installation.run()["mails"] == 0
