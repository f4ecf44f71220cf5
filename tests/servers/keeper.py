"""A server that several test processes share: the first starts it, and it ends when the last of them has ended.

Whoever uses it holds the writing end of a pipe. The keeper, a process of its own, reads the other end and sees it close,
also when all of them were killed.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Protocol

from filelock import FileLock

from tests.servers.distribution import cache_folder
from tests.servers.node import Node, require_elasticsearch, server_folder
from tests.servers.object_store import ObjectStore
from tests.servers.postgres import Postgres, require_postgresql
from tests.servers.secured import secured_node

Kind = Literal["plain", "secured", "postgresql", "object-store"]
Facts = dict[str, str]


class Server(Protocol):
    """What a keeper keeps."""

    def start(self) -> None: ...
    def kill(self) -> None: ...
    def facts(self) -> Facts: ...


_ROOT = Path(__file__).parents[2]
_MAKERS: dict[str, Callable[[Path], Server]] = {
    "plain": Node,
    "secured": secured_node,
    "postgresql": Postgres,
    "object-store": ObjectStore,
}


@contextmanager
def shared_server(kind: Kind) -> Iterator[Facts]:
    """`{"url"}`, and for `secured` also `user`, `password` and `ca_file`. Raises Missing."""
    place = _place(kind)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(place / "lock"):
        held = _join(place)
        if held is None:
            held = _begin(kind, place)
        facts: Facts = json.loads((place / "facts.json").read_text(encoding="utf-8"))
    try:
        yield facts
    finally:
        os.close(held)


def _place(kind: Kind) -> Path:
    """The folder where those who share a server meet."""
    if kind == "postgresql":
        require_postgresql()
        return cache_folder() / "postgresql"
    if kind == "object-store":
        return cache_folder() / kind
    home = require_elasticsearch()
    return home.with_name(f"{home.name}-{kind}")


def _join(place: Path) -> int | None:
    """The writing end, where somebody reads."""
    try:
        return os.open(place / "holders", os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None


def _begin(kind: Kind, place: Path) -> int:
    pipe = place / "holders"
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    held = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    with (place / "keeper.log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.keeper", kind, str(place), str(reading)],
            cwd=_ROOT, pass_fds=[reading], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, start_new_session=True,
        )  # fmt: skip
    os.close(reading)
    assert keeper.stdout is not None
    with keeper.stdout as told:
        facts = told.read()
    if not facts:
        keeper.wait()
        os.close(held)
        raise RuntimeError((place / "keeper.log").read_text(encoding="utf-8")[-3000:])
    (place / "facts.json").write_bytes(facts)
    # It outlives this process by design, and is then nobody's to wait for.
    keeper.returncode = 0
    return held


def _keep(kind: str, place: Path, holders: int) -> None:
    with server_folder() as folder:
        server = _MAKERS[kind](folder)
        try:
            server.start()
            _tell(server.facts())
            _wait_for_the_last(place, holders)
        finally:
            server.kill()


def _tell(facts: Facts) -> None:
    os.write(sys.stdout.fileno(), json.dumps(facts).encode())
    os.close(sys.stdout.fileno())


def _wait_for_the_last(place: Path, holders: int) -> None:
    """Returns once nobody holds the pipe and nobody can join any more."""
    poll = select.poll()
    poll.register(holders, select.POLLHUP)
    while True:
        poll.poll()
        with FileLock(place / "lock"):
            if poll.poll(0):
                (place / "holders").unlink()
                return


if __name__ == "__main__":
    _keep(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
