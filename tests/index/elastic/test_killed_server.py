"""A server killed during an index run: nothing lost, nothing doubled, and the run ends by itself.

COMPOUNDWATCH_TEST_KILLS asks for more kills; `python -m benchmarks.index_faults` does twenty and prints what it found.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.killed_run import run_with_kills
from benchmarks.own_store import open_own_store
from tests.servers.node import Node

KILLS = int(os.environ.get("COMPOUNDWATCH_TEST_KILLS", "3"))


@pytest.mark.slow
def test_nothing_is_lost_or_doubled(own_elasticsearch: Node, tmp_path: Path) -> None:
    with open_own_store(own_elasticsearch.url, tmp_path) as store:
        figures = run_with_kills(own_elasticsearch, store, KILLS)

    assert (figures.kills, figures.lost, figures.doubled) == (KILLS, 0, 0)
