"""What only one may do at a time, over all machines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.errors import TryLater
from compoundwatch.leases import lease

_HOLDS = """
import sys, time
from compoundwatch.db import open_engine
from compoundwatch.leases import lease
with lease(open_engine(sys.argv[1]), "source board"):
    print("held", flush=True)
    time.sleep(60)
"""
_COUNTS = """
import sys, time
from compoundwatch.db import open_engine
from compoundwatch.errors import TryLater
from compoundwatch.leases import lease
engine, done = open_engine(sys.argv[1]), 0
while done < 5:
    try:
        with lease(engine, "counter"):
            count = int(open(sys.argv[2]).read())
            time.sleep(0.01)
            open(sys.argv[2], "w").write(str(count + 1))
            done += 1
    except TryLater:
        time.sleep(0.005)
"""


def run(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def test_a_second_holder_is_told_to_come_later(state_engine: Engine) -> None:
    once, again = lease(state_engine, "source board"), lease(state_engine, "source board")
    with once, pytest.raises(TryLater, match="source board: another is at it on "), again:
        pass


def test_it_is_free_after_the_block(state_engine: Engine) -> None:
    for _ in range(2):
        with lease(state_engine, "source board"):
            pass


def test_it_is_free_after_a_failure(state_engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), lease(state_engine, "source board"):
        raise ZeroDivisionError
    with lease(state_engine, "source board"):
        pass


def test_names_do_not_hinder_each_other(state_engine: Engine) -> None:
    with lease(state_engine, "source board"), lease(state_engine, "source channel"):
        pass


def test_a_killed_holder_of_this_machine_holds_nothing(state_url: str) -> None:
    holder = run(_HOLDS, state_url)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    engine = db.open_engine(state_url)
    with pytest.raises(TryLater), lease(engine, "source board"):
        pass
    holder.kill()
    holder.communicate()
    with lease(engine, "source board"):
        pass
    engine.dispose()


def test_what_another_machine_holds_is_free_when_it_was_not_renewed(state_engine: Engine) -> None:
    def write(until: float) -> None:
        with state_engine.begin() as connection:
            connection.execute(db.leases.delete())
            connection.execute(db.leases.insert().values(name="sweep", holder="elsewhere/1/x", until=until))

    with state_engine.connect() as connection:
        now = db.now(connection)
    write(now + 60)
    with pytest.raises(TryLater, match="on elsewhere"), lease(state_engine, "sweep"):
        pass
    write(now - 1)
    with lease(state_engine, "sweep"):
        pass


def test_it_is_renewed_while_it_is_held(state_engine: Engine) -> None:
    def until() -> float:
        with state_engine.connect() as connection:
            return float(connection.scalars(select(db.leases.c.until)).one())

    with lease(state_engine, "sweep", lasts=0.6) as held:
        first = until()
        # Renewed every tenth of a second; waiting for the loss that must not come.
        assert not held.lost.wait(1.0)
        assert until() > first


def test_a_holder_learns_that_it_was_lost(state_engine: Engine) -> None:
    with lease(state_engine, "sweep", lasts=0.6) as held:
        with state_engine.begin() as connection:
            connection.execute(db.leases.update().values(holder="elsewhere/1/x"))
        assert held.lost.wait(10)


def test_processes_take_it_one_after_another(state_url: str, tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    for process in [run(_COUNTS, state_url, str(counter)) for _ in range(3)]:
        process.communicate()
        assert process.returncode == 0
    assert counter.read_text() == "15"
