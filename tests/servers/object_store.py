"""An S3 server of one's own: moto's, as a process, with what was written to it kept so that it outlives a kill.

`python -m tests.servers.object_store FOLDER PORT`. Kept are the requests that write, one a line; a file sent in several parts
(above 5 MB) is not brought back.
"""

from __future__ import annotations

import base64
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.ports import free_port
from tests.servers.tied import tied

WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# What the clients of this server find in their environment. moto asks for credentials and looks at none.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
_START_SECONDS = 60
_ROOT = Path(__file__).parents[2]


@dataclass
class ObjectStore:
    """Started by `start`, which may be called again after `kill`; port and content stay."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What leads a client to this server."""
        return {"AWS_ENDPOINT_URL": self.url, **CREDENTIALS}

    def facts(self) -> dict[str, str]:
        """What other processes need to use it."""
        return {"url": self.url}

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError with the end of its log when it does not come up."""
        self.port = self.port or free_port()
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*tied(), sys.executable, "-m", "tests.servers.object_store", str(self.folder), str(self.port)],
                cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        end = time.monotonic() + _START_SECONDS
        while not _answers(self.port):
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the object store did not come up: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """At once, in the middle of whatever it does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def make_bucket(self, name: str) -> None:
        """Raises OSError where the server does not answer."""
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/{name}", b"", method="PUT"), timeout=30):
            return


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _keeping(app: WSGIApp, kept: Path) -> WSGIApp:
    """The same server, which writes down what changes it before it answers."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in {"PUT", "POST", "DELETE"}:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            plain = {name: value for name, value in environ.items() if isinstance(value, str)}
            with kept.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps([plain, base64.b64encode(body).decode()]) + "\n")
        return app(environ, start_response)

    return answer


def _replay(app: WSGIApp, kept: Path) -> None:
    """Requests of before, in their order; the last may be torn."""
    for line in kept.read_text(encoding="utf-8").splitlines() if kept.exists() else ():
        try:
            environ, body = json.loads(line)
        except ValueError:
            break
        made = {**environ, "wsgi.input": io.BytesIO(base64.b64decode(body)), "wsgi.errors": sys.stderr, "wsgi.version": (1, 0)}
        for _ in app(made, lambda *_: None):
            pass


def _serve(folder: Path, port: int) -> None:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import run_simple

    os.environ.update(CREDENTIALS)
    app: WSGIApp = DomainDispatcherApplication(create_backend_app)
    _replay(app, folder / "kept.jsonl")
    # One request after the other, so that they are kept in the order in which they took effect.
    run_simple("127.0.0.1", port, _keeping(app, folder / "kept.jsonl"), threaded=False)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
