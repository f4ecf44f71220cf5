"""One Redis of one's own, from the system's packages: a folder, a port, one process. Celery's broker in tests."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.servers.missing import Missing
from tests.servers.ports import free_port
from tests.servers.tied import tied

_START_SECONDS = 120
_STOP_SECONDS = 30
# Somebody else may take a free port before the server does.
_TRIES = 5


def require_redis() -> str:
    """The server's program. Raises Missing."""
    program = shutil.which("redis-server")
    if program is None:
        raise Missing("no redis-server (package redis-server)")
    return program


@dataclass
class Redis:
    """Started by `start`, which may be called again after `kill`; port and what it was told stay."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError with the end of its log when it does not come up."""
        for _ in range(1 if self.port else _TRIES):
            port = self.port or free_port()
            if self._came_up(port):
                self.port = port
                return
        raise RuntimeError(f"Redis ended by itself: {self._log()[-2000:]}")

    def kill(self) -> None:
        """In the middle of whatever it does; what it has acknowledged is on the disk."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(_STOP_SECONDS)
            self.process = None

    def _came_up(self, port: int) -> bool:
        # As a broker has to run: every write is in a file before it is acknowledged.
        kept = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
        words = [*tied(), require_redis(), "--bind", "127.0.0.1", "--port", str(port), "--dir", str(self.folder), *kept]
        with (self.folder / "printed").open("wb") as printed:
            self.process = subprocess.Popen(
                words, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True
            )
        end = time.monotonic() + _START_SECONDS
        while self.process.poll() is None:
            if "Ready to accept connections" in self._log():
                return True
            if time.monotonic() > end:
                self.kill()
                raise RuntimeError(f"Redis did not come up within {_START_SECONDS} s: {self._log()[-2000:]}")
            time.sleep(0.02)
        self.process = None
        return False

    def _log(self) -> str:
        return (self.folder / "printed").read_text(encoding="utf-8", errors="replace")
