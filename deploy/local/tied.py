"""A command that is told to stop when its parent dies: `python -m deploy.local.tied COMMAND ARGUMENT...`.

Linux sends it SIGTERM then (prctl(2), PR_SET_PDEATHSIG), which outlives exec; elsewhere it is simply run.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

# linux/prctl.h
_PR_SET_PDEATHSIG = 1


def main(command: list[str]) -> None:
    """Become the command."""
    if sys.platform.startswith("linux"):
        parent = os.getppid()
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        # It may have died before the call took effect.
        if os.getppid() != parent:
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - a list of words, never a shell's line


if __name__ == "__main__":
    main(sys.argv[1:])
