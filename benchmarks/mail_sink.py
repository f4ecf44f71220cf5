"""A real SMTP server in a process of its own, which can be killed at any moment and keeps what it has taken.

`python -m benchmarks.mail_sink PORT FILE`: each mail is one line of FILE, `<recipient> <Message-ID>`, on the disk before it is
acknowledged, as every server that is to be relied on does it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session

ROOT = Path(__file__).parents[1]


class Sink:
    """The server, started and killed at will; always on the same port. Used as a context manager."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._process: subprocess.Popen[str] | None = None
        self.port = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        command = [sys.executable, "-m", "benchmarks.mail_sink", str(self.port), str(self._file)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.communicate()
            self._process = None

    def taken(self) -> Counter[str]:
        """How often each mail was taken, by its id: what stands before the @ of its Message-ID."""
        lines = self._file.read_text(encoding="ascii").splitlines() if self._file.exists() else []
        return Counter(line.split()[1].strip("<>").partition("@")[0] for line in lines)


class _Keeper:
    """Writes down and acknowledges."""

    def __init__(self, file: Path) -> None:
        self._handle = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 (aiosmtpd's hook)
        assert isinstance(envelope.content, bytes)
        message_id = message_from_bytes(envelope.content)["Message-ID"]
        # One write: a kill leaves the whole line or none.
        os.write(self._handle, f"{envelope.rcpt_tos[0]} {message_id}\n".encode("ascii"))
        os.fsync(self._handle)
        return "250 taken"


async def _serve(port: int, file: Path) -> None:
    keeper = _Keeper(file)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeper, hostname="sink.example", loop=loop), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), Path(sys.argv[2])))
