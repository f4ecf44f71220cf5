"""All processes below one end together, also those that no longer belong to anybody."""

from __future__ import annotations

import subprocess
import sys
import time

import psutil

from deploy.local.home import CHECKOUT

# A child that starts a sleeper which ignores SIGTERM, and then ends, so that the sleeper is an orphan.
_ORPHAN = (
    "import subprocess, sys; sleeper = subprocess.Popen([sys.executable, '-c', 'import signal, time;"
    ' signal.signal(signal.SIGTERM, signal.SIG_IGN); print("up", flush=True); time.sleep(120)\'],'
    " stdout=subprocess.PIPE, start_new_session=True); sleeper.stdout.readline(); print(sleeper.pid, flush=True)"
)
_KEEPER = """
import subprocess, sys
from deploy.local.family import adopt_orphans, end_family
adopt_orphans()
print(subprocess.run([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE, check=True).stdout.decode().strip(), flush=True)
print(end_family(0.5), flush=True)
"""


def test_an_orphan_that_does_not_listen_is_killed() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _KEEPER, _ORPHAN], cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=True
    )
    pid, killed = map(int, ended.stdout.split())
    assert killed == 1
    end = time.monotonic() + 10
    while psutil.pid_exists(pid):
        assert time.monotonic() < end
        time.sleep(0.05)
