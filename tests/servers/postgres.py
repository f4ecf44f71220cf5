"""One PostgreSQL of one's own, from the system's packages: a folder, a port, one process group."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.missing import Missing
from tests.servers.ordinary_user import as_ordinary_user, give_away
from tests.servers.ports import free_port

SUPERUSER = "postgres"
# Where Debian keeps each version's programs, which it does not put on the PATH.
_PACKAGES_VARIABLE = "COMPOUNDWATCH_TEST_POSTGRESQL_PROGRAMS"
_PACKAGES = "/usr/lib/postgresql"
_START_SECONDS = 120
_STOP_SECONDS = 30
# Somebody else may take a free port before the server does.
_TRIES = 5
# Nothing here has to outlive a power cut, so nothing waits for the disk. What was committed outlives a kill of the server.
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "200",
    "autovacuum": "off",
    "timezone": "UTC",
    "lc_messages": "C",
}


def require_postgresql() -> Path:
    """The folder of the newest server's programs. Raises Missing."""
    as_ordinary_user("PostgreSQL")
    found = [path for path in _candidates() if (path / "initdb").is_file() and (path / "postgres").is_file()]
    if not found:
        raise Missing("no initdb (package postgresql)")
    return max(found, key=_version)


def _candidates() -> Iterator[Path]:
    yield from Path(os.environ.get(_PACKAGES_VARIABLE, _PACKAGES)).glob("*/bin")
    if named := shutil.which("initdb"):
        yield Path(named).resolve().parent


def _version(programs: Path) -> int:
    told = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True).stdout
    stated = re.search(r"(\d+)", told)
    return int(stated[1]) if stated else 0


@dataclass
class Postgres:
    """Started by `start`, which may be called again after `stop` or `kill`; port and data stay."""

    folder: Path
    port: int = 0
    password: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Of the superuser, in the database that every server has."""
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/postgres"

    def facts(self) -> dict[str, str]:
        """What other processes need to use it."""
        return {"url": self.url}

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError with the end of its log when it does not come up."""
        if not self.password:
            self._initialise()
        for _ in range(1 if self.port else _TRIES):
            port = self.port or free_port()
            if self._came_up(port):
                self.port = port
                return
        raise RuntimeError(f"PostgreSQL ended by itself: {self._log()[-2000:]}")

    def stop(self) -> None:
        """As an operator stops it: connections are cut, what was committed is written."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Every process of it at once, in the middle of whatever they do; the next start recovers."""
        self._end(signal.SIGQUIT)

    def _initialise(self) -> None:
        self.password = secrets.token_hex(16)
        pw_file = self.folder / "password"
        pw_file.write_text(self.password, encoding="ascii")
        give_away(self.folder)
        words = ["-D", str(self.folder / "data"), "-U", SUPERUSER, "--pwfile", str(pw_file), "--auth=scram-sha-256"]
        words += ["--encoding=UTF8", "--locale=C", "--no-sync"]
        initdb = [*as_ordinary_user("PostgreSQL"), str(require_postgresql() / "initdb"), *words]
        ended = subprocess.run(initdb, cwd=self.folder, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise RuntimeError(f"initdb failed: {ended.stderr[-2000:]}")

    def _came_up(self, port: int) -> bool:
        settings = [word for name, value in _OPTIONS.items() for word in ("-c", f"{name}={value}")]
        server = [str(require_postgresql() / "postgres"), "-D", str(self.folder / "data"), "-p", str(port), *settings]
        with (self.folder / "printed").open("wb") as printed:
            self.process = subprocess.Popen(
                [*as_ordinary_user("PostgreSQL"), *server],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        end = time.monotonic() + _START_SECONDS
        while self.process.poll() is None:
            if "ready to accept connections" in self._log():
                return True
            if time.monotonic() > end:
                self.kill()
                raise RuntimeError(f"PostgreSQL did not come up within {_START_SECONDS} s: {self._log()[-2000:]}")
            time.sleep(0.02)
        self.process = None
        return False

    def _end(self, how: signal.Signals) -> None:
        """The first process ends the others, also when it is killed itself: they notice."""
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _log(self) -> str:
        return (self.folder / "printed").read_text(encoding="utf-8", errors="replace")
