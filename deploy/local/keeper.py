"""Starts Airflow's services and ends them all when it is told to stop, or when whoever started it is gone.

`python -m deploy.local.keeper LOGS` in Airflow's environment. It lives beside the command that people see, so that one that is
killed outright still leaves no process behind.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

from deploy.local.family import adopt_orphans, end_family

# No server of task logs: the API server reads them from the same disk, and that one would listen on all addresses.
SERVICES = {
    "api-server": ["airflow", "api-server"],
    "scheduler": ["deploy.local.scheduler", "scheduler", "--skip-serve-logs"],
    "dag-processor": ["airflow", "dag-processor"],
}
# A crawl that is told to stop ends the pages it is reading.
PATIENCE_SECONDS = 20.0
_LOOK_SECONDS = 0.2


def main(logs: Path) -> int:
    """Until SIGTERM or SIGINT: 0; 1 when a service ends by itself."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    adopt_orphans()
    try:
        return _serve(logs, stop)
    finally:
        end_family(PATIENCE_SECONDS)


def _serve(logs: Path, stop: Event) -> int:
    migrating = _start(logs, "migrate", ["airflow", "db", "migrate"])
    while migrating.poll() is None and not stop.wait(_LOOK_SECONDS):
        pass
    if stop.is_set():
        return 0
    if migrating.returncode:
        return _told("migrate", logs)
    running = {name: _start(logs, name, words) for name, words in SERVICES.items()}
    while not stop.wait(_LOOK_SECONDS):
        for name, service in running.items():
            if service.poll() is not None:
                return _told(name, logs)
    return 0


def _start(logs: Path, name: str, words: list[str]) -> subprocess.Popen[bytes]:
    with (logs / f"{name}.log").open("ab") as log:
        log.write(f"\n--- started {time.strftime('%Y-%m-%d %H:%M:%S')}\n".encode())
        log.flush()
        command = [sys.executable, "-m", "deploy.local.tied", sys.executable, "-m", *words]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)


def _told(name: str, logs: Path) -> int:
    print(f"airflow {name} has ended by itself; its last words are in {logs / name}.log", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
