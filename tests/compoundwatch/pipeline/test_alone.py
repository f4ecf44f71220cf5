"""Erasing, removing and making again on one machine, publishing on another: never at the same time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from compoundwatch.archive import open_archive
from compoundwatch.errors import CompoundwatchError, TryLater
from compoundwatch.pipeline.alone import alone, alone_everywhere
from compoundwatch.pipeline.in_turn import publish_in_turn
from compoundwatch.pipeline.publish import Published, Publisher
from enrich import Enricher
from index import open_store
from tests.compoundwatch.pipeline.history import HISTORY, START, settings_of, write_run

_HOLDS = """
import sys
from compoundwatch.db import open_engine
from compoundwatch.leases import lease
with lease(open_engine(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(engine: Engine, name: str) -> Iterator[None]:
    """Another process holds the lease until the block is left."""
    command = [sys.executable, "-c", _HOLDS, engine.url.render_as_string(hide_password=False), name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        other.communicate()


def publish(engine: Engine, tmp_path: Path) -> Published:
    settings = settings_of(tmp_path / "publishing")
    folder, _ = write_run(settings.runs, HISTORY[0])
    with open_store(settings) as store:
        publisher = Publisher(engine, store, Enricher.load(settings), open_archive(settings))
        return publish_in_turn(publisher, folder.run, START)


def test_nobody_publishes_while_another_has_the_archive_for_itself(state_engine: Engine, tmp_path: Path) -> None:
    with held_elsewhere(state_engine, "archive"), pytest.raises(TryLater, match="not published now"):
        publish(state_engine, tmp_path)
    assert publish(state_engine, tmp_path / "again").events == {"new": 4}


def test_nobody_has_the_archive_for_itself_while_another_publishes(state_engine: Engine, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    with (
        held_elsewhere(state_engine, "publish board"),
        pytest.raises(TryLater, match="publish board"),
        alone_everywhere(settings, state_engine, patience=0.2),
    ):
        pass
    with alone_everywhere(settings, state_engine, patience=0.0):
        pass


def test_whoever_has_the_archive_may_publish_into_it(state_engine: Engine, tmp_path: Path) -> None:
    with alone_everywhere(settings_of(tmp_path), state_engine):
        assert publish(state_engine, tmp_path).events == {"new": 4}


def test_a_run_on_this_machine_is_told_at_once(state_engine: Engine, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    with alone(settings), pytest.raises(CompoundwatchError, match="another run"), alone_everywhere(settings, state_engine):
        pass
