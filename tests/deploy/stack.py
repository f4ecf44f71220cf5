"""The services of deploy/compose.yml without an engine: their commands, environments and watches as they are written there.

What a container would give is put in their place: an address for each name in the network, a folder for each mount.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.deploy.containers import DEPLOY, ROOT, SERVICES

_SECONDS = 420.0
# Ports of their own that services listen on inside their containers, and the settings that name them.
_INSIDE = {
    "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": "8794",
    "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": "8793",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT": "8974",
}
_PORTS = {"api-server": "8080", "console": "8650", "scheduler": "8974"}


def free_port() -> int:
    """One that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class Stack:
    """`addresses`: where the stores are, by their names in the network, such as `postgres:5432`."""

    folder: Path
    addresses: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ports = {name: free_port() for name in _PORTS}
        self.inside = {name: str(self.ports["scheduler"] if "SCHEDULER" in name else free_port()) for name in _INSIDE}
        self.moved = {
            **self.addresses,
            **{f"127.0.0.1:{inside}": f"127.0.0.1:{self.ports[name]}" for name, inside in _PORTS.items()},
            "api-server:8080": f"127.0.0.1:{self.ports['api-server']}",
            "0.0.0.0": "127.0.0.1",
            "/srv/compoundwatch/configs": f"{self.folder}/configs",
            "/srv/compoundwatch": str(ROOT),
            # Compiled once for all tests: it takes half a minute, and is the same.
            "/var/lib/compoundwatch/cache": str(ROOT / "var/cache"),
            "/var/lib/compoundwatch": f"{self.folder}/var",
            "/var/lib/airflow": f"{self.folder}/airflow",
            "/certificates": f"{self.folder}/certificates",
        }
        for name in ("var", "airflow", "certificates"):
            (self.folder / name).mkdir(exist_ok=True)
        self._configure()

    def moved_here(self, text: str) -> str:
        """What a container's file or variable says, said of this machine."""
        for there, here in self.moved.items():
            text = text.replace(there, here)
        return text

    def once(self, name: str) -> str:
        """Run a service that ends by itself; what it printed. Raises AssertionError where it fails."""
        return self.run(name, self._command(name))

    def run(self, name: str, words: list[str]) -> str:
        """Run a command as in the container of a service; what it printed. Raises AssertionError where it fails."""
        told = subprocess.run(words, env=self._environment(name), cwd=ROOT, capture_output=True, text=True, check=False)
        assert told.returncode == 0, (name, words, told.stdout[-2000:], told.stderr[-4000:])
        return told.stdout

    def begin(self, name: str) -> None:
        """Start a service that stays."""
        with (self.folder / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(
                self._command(name), env=self._environment(name), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def wait_until_healthy(self, name: str) -> None:
        """By the service's own watch. Raises AssertionError where it ends or does not come up."""
        end = time.monotonic() + _SECONDS
        while (said := self._watch(name)) is not None:
            assert self.running[name].poll() is None, (name, "ended", self.log(name))
            assert time.monotonic() < end, (name, said, self.log(name))
            time.sleep(1)

    def log(self, name: str) -> str:
        """The end of what a service printed."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def _watch(self, name: str) -> str | None:
        kind, *words = SERVICES[name]["healthcheck"]["test"]
        words = [self.moved_here(word) for word in words]
        asked = ["sh", "-c", *words] if kind == "CMD-SHELL" else words
        told = subprocess.run(asked, env=self._environment(name), cwd=ROOT, capture_output=True, text=True, check=False)
        return None if told.returncode == 0 else told.stdout + told.stderr

    def _command(self, name: str) -> list[str]:
        return [self.moved_here(word) for word in SERVICES[name]["command"]]

    def _environment(self, name: str) -> dict[str, str]:
        given = {variable: self.moved_here(str(value)) for variable, value in SERVICES[name].get("environment", {}).items()}
        if "AIRFLOW_HOME" in given:
            given |= {**self.inside, "AIRFLOW_HOME": f"{self.folder}/home-{name}"}
        if name == "api-server":
            given["AIRFLOW__API__PORT"] = str(self.ports[name])
        # As the image sets it, and nothing of the environment that the tests run in.
        return {"PATH": f"{ROOT}/.venv/bin:{os.environ['PATH']}", "HOME": str(self.folder), "LANG": "C.UTF-8", **given}

    def _configure(self) -> None:
        """The folder of settings with deploy/app.yml in it, as the mounts make it."""
        configs = self.folder / "configs"
        configs.mkdir()
        for path in (ROOT / "configs").iterdir():
            if path.name != "app.yml":
                (configs / path.name).symlink_to(path)
        app = self.moved_here((DEPLOY / "app.yml").read_text(encoding="utf-8"))
        (configs / "app.yml").write_text(
            app.replace("console:\n", f"console:\n  port: {self.ports['console']}\n"), encoding="utf-8"
        )

    def stop(self) -> None:
        """All that was begun, with whatever it started."""
        family = [
            process
            for one in self.running.values()
            if one.poll() is None
            for process in (*psutil.Process(one.pid).children(recursive=True), psutil.Process(one.pid))
        ]
        for process in family:
            with suppress_gone():
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs(family, timeout=30)
        for one in self.running.values():
            one.wait()


@contextmanager
def suppress_gone() -> Iterator[None]:
    """A process may end by itself meanwhile."""
    try:
        yield
    except psutil.NoSuchProcess:
        return
