"""One Elasticsearch of one's own: a folder, a port, one process group."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml

from tests.servers.distribution import elasticsearch_home
from tests.servers.jdk import find_jdk
from tests.servers.ordinary_user import as_ordinary_user, give_away

# A busy machine takes its time; an idle one 12 s.
_START_SECONDS = 300
_STOP_SECONDS = 30
_HEAP = "512m"
# The options of the archive's jvm.options that write files where the server may not.
_LEFT_OUT = ("-Xlog:", "-XX:ErrorFile", "-XX:+HeapDump")
_COMMON: dict[str, Any] = {
    "cluster.name": "compoundwatch-tests",
    "node.name": "only",
    "discovery.type": "single-node",
    "network.host": "127.0.0.1",
    "transport.port": 0,
    "node.portsfile": True,
    "cluster.routing.allocation.disk.threshold_enabled": False,
    "xpack.security.enabled": False,
}


def require_elasticsearch() -> Path:
    """The server's home, with all that a start needs at hand. Raises Missing."""
    find_jdk()
    as_ordinary_user()
    return elasticsearch_home()


@dataclass
class Node:
    """Started by `start`, which may be called again after `stop` or `kill`; port and data stay.

    `settings` go into elasticsearch.yml at the next start. `user` is name and password, `ca_file` the authority of its
    certificate, both only where security is on.
    """

    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    user: tuple[str, str] | None = None
    ca_file: Path | None = None
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{'https' if self.ca_file else 'http'}://127.0.0.1:{self.port}"

    def facts(self) -> dict[str, str]:
        """What other processes need to use it."""
        user, password = self.user or ("", "")
        return {"url": self.url, "user": user, "password": password, "ca_file": str(self.ca_file or "")}

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError with the end of what it printed when it does not come up."""
        self._configure()
        ports = self.folder / "logs/http.ports"
        ports.unlink(missing_ok=True)
        with (self.folder / "printed").open("wb") as printed:
            self.process = subprocess.Popen(
                [*as_ordinary_user(), str(elasticsearch_home() / "bin/elasticsearch")],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until(ports.is_file)
        self.port = int(ports.read_text(encoding="utf-8").split()[0].rpartition(":")[2])
        self._wait_until(self._answers)

    def stop(self) -> None:
        """As an operator stops it."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut ends it."""
        self._end(signal.SIGKILL)

    def run_tool(self, *words: str) -> None:
        """One of the programs in the server's bin/, with this node's configuration; before the first start."""
        self._configure()
        tool = [*as_ordinary_user(), str(elasticsearch_home() / "bin" / words[0]), *words[1:]]
        subprocess.run(tool, cwd=self.folder, env=self._environment(), check=True, capture_output=True)

    def _end(self, how: signal.Signals) -> None:
        """Ends the whole group: the launcher and the server that it started."""
        if self.process is None:
            return
        os.killpg(self.process.pid, how)
        try:
            self.process.wait(_STOP_SECONDS)
        finally:
            if how != signal.SIGKILL:
                _kill_rest(self.process.pid)
        _until(lambda: not _listens(self.port), _STOP_SECONDS, "a killed server still listens")
        self.process = None

    def _configure(self) -> None:
        """Its own config/, so that the unpacked server can be shared; given to the user it runs as."""
        config, source = self.folder / "config", elasticsearch_home() / "config"
        for name in ("config", "data", "logs", "snapshots", "tmp"):
            (self.folder / name).mkdir(exist_ok=True)
        options = [line for line in (source / "jvm.options").read_text("utf-8").splitlines() if not line.startswith(_LEFT_OUT)]
        (config / "jvm.options").write_text("\n".join(options), encoding="utf-8")
        for name in ("log4j2.properties", "roles.yml", "users", "users_roles"):
            if not (config / name).exists():
                shutil.copyfile(source / name, config / name)
        paths = {f"path.{name}": str(self.folder / name) for name in ("data", "logs")}
        all_settings = {**_COMMON, **paths, "path.repo": [str(self.folder / "snapshots")], "http.port": self.port, **self.settings}
        (config / "elasticsearch.yml").write_text(yaml.safe_dump(all_settings), encoding="utf-8")
        give_away(self.folder)

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "ES_JAVA_HOME": str(find_jdk()),
            "ES_JAVA_OPTS": f"-Xms{_HEAP} -Xmx{_HEAP}",
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_TMPDIR": str(self.folder / "tmp"),
        }

    def _wait_until(self, ready: Callable[[], bool]) -> None:
        def ready_or_dead() -> bool:
            return ready() or (self.process is not None and self.process.poll() is not None)

        _until(ready_or_dead, _START_SECONDS, "Elasticsearch did not come up")
        if self.process is not None and self.process.poll() is not None:
            printed = (self.folder / "printed").read_text("utf-8", errors="replace")
            raise RuntimeError(f"Elasticsearch ended by itself: {printed[-2000:]}")

    def _answers(self) -> bool:
        asked = urllib.request.Request(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s")
        if self.user:
            asked.add_header("Authorization", "Basic " + base64.b64encode(":".join(self.user).encode()).decode())
        context = ssl.create_default_context(cafile=self.ca_file) if self.ca_file else None
        try:
            with urllib.request.urlopen(asked, timeout=10, context=context) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


@contextmanager
def server_folder() -> Iterator[Path]:
    """A new folder that the server's user can reach, which those of pytest are not; removed at the end."""
    folder = Path(mkdtemp(prefix="compoundwatch-server-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _kill_rest(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _until(holds: Callable[[], bool], seconds: float, otherwise: str) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise RuntimeError(f"{otherwise} within {seconds:.0f} s")
        time.sleep(0.1)
