"""Servers of tests end with the process that started them, whatever happens to it."""

from __future__ import annotations

import shutil


def tied() -> list[str]:
    """Words before a command; none where the system has no setpriv (package util-linux)."""
    return ["setpriv", "--pdeathsig=KILL"] if shutil.which("setpriv") else []
