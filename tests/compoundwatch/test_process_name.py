"""Whether a process that had something in hand is still there."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from compoundwatch.process_name import is_gone, new_process_name

_PRINTS_ITS_NAME = "from compoundwatch.process_name import new_process_name; print(new_process_name(), flush=True)"


def started(code: str) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout
    return process, process.stdout.readline().strip()


def test_this_process_is_there() -> None:
    assert not is_gone(new_process_name())


def test_one_that_ended_is_gone() -> None:
    process, name = started(_PRINTS_ITS_NAME)
    process.communicate()
    assert is_gone(name)


def test_one_that_ended_and_was_not_looked_after_is_gone() -> None:
    process, name = started(_PRINTS_ITS_NAME)
    state = Path(f"/proc/{process.pid}/stat")
    end = time.monotonic() + 30
    while state.read_text().rpartition(")")[2].split()[0] != "Z" and time.monotonic() < end:
        time.sleep(0.01)
    assert is_gone(name)
    process.communicate()


def test_of_other_machines_nothing_is_known() -> None:
    assert not is_gone("elsewhere/1/abc")
    assert not is_gone(None)
