"""Processor time, which other work on the machine changes less than the time that passes."""

from __future__ import annotations

from contextlib import suppress

import psutil


def seconds_of_family(pid: int) -> float:
    """What a process and all below it have used, those included that have ended and were waited for."""
    total = 0.0
    for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
        # One that ends meanwhile is counted by its parent the next time.
        with suppress(psutil.NoSuchProcess):
            total += sum(process.cpu_times()[:4])
    return total
