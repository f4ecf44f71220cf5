"""One rate per domain, whoever asks."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Engine

from compoundwatch.turns import Turns

_TAKES_FOUR_TURNS = """
import sys, time
from compoundwatch.db import open_engine
from compoundwatch.turns import Turns
turns = Turns(open_engine(sys.argv[1]))
for _ in range(4):
    while wait := turns.take("example.org", 0.2):
        time.sleep(wait)
    print(time.time(), flush=True)
"""


def test_a_second_turn_has_to_wait(state_engine: Engine) -> None:
    turns = Turns(state_engine)
    assert turns.take("example.org", 60) == 0
    assert 50 < turns.take("example.org", 1) <= 60


def test_domains_do_not_wait_for_each_other(state_engine: Engine) -> None:
    turns = Turns(state_engine)
    assert turns.take("example.org", 60) == turns.take("example.net", 60) == 0


def test_a_turn_is_free_again_after_the_delay(state_engine: Engine) -> None:
    turns = Turns(state_engine)
    assert turns.take("example.org", 0.0) == turns.take("example.org", 60) == 0


def test_a_server_that_asks_for_rest_gets_it_from_everybody(state_engine: Engine) -> None:
    turns = Turns(state_engine)
    turns.hold_back("example.org", 100)
    turns.hold_back("example.org", 1)
    assert 90 < turns.take("example.org", 5) <= 100


def test_asking_when_a_turn_is_free_takes_none(state_engine: Engine) -> None:
    turns = Turns(state_engine)
    assert turns.wait("example.org") == 0
    turns.hold_back("example.org", 100)
    assert 90 < turns.wait("example.org") <= 100
    assert turns.take("example.net", 0.0) == turns.wait("example.net") == 0


def test_several_processes_keep_one_pace(state_url: str) -> None:
    command = [sys.executable, "-c", _TAKES_FOUR_TURNS, state_url]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) for _ in range(3)]
    taken = sorted(float(line) for process in running for line in process.communicate()[0].split())
    assert len(taken) == 12
    # What is printed comes a little after the turn itself: so close two turns never are.
    assert min(later - earlier for earlier, later in pairwise(taken)) > 0.1
