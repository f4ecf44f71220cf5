"""The command line as a child that dies with its parent, so that a killed run leaves no crawl behind it.

`python -m compoundwatch.tied_process ARGUMENTS`. Linux ends the child at once (prctl, PR_SET_PDEATHSIG); elsewhere
the child runs on to its own end, which loses nothing.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

from compoundwatch.cli import main

# linux/prctl.h
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # The parent may have died before the call took effect.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _die_with_parent()
    main()
