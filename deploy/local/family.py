"""All processes below one, ended together: those that its children started, and those whose parent is gone."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterable

import psutil

# linux/prctl.h
_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """From now on a process below us whose parent ends becomes our child, so that `end_family` finds it. Linux only."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_family(patience: float) -> int:
    """Ask every process below this one to stop, wait for `patience` seconds, and kill what is left; how many were killed.

    The first asking reaches all of them: Airflow's scheduler would else wait for its tasks, and those for their crawls.
    """
    family = psutil.Process().children(recursive=True)
    for process in family:
        _tell(process.terminate)
    psutil.wait_procs(family, timeout=patience)
    killed = 0
    # What is killed may have started something a moment before.
    while left := _living(psutil.Process().children(recursive=True)):
        for process in left:
            _tell(process.kill)
        killed += len(left)
        psutil.wait_procs(left, timeout=5)
    return killed


def _living(processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Without those that have ended and only wait to be read."""
    found = []
    for process in processes:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                process.wait(0)
            else:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.TimeoutExpired):
            continue
    return found


def _tell(signalled: Callable[[], None]) -> None:
    try:
        signalled()
    except psutil.NoSuchProcess:
        return
