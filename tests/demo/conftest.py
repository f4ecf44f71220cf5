"""The demo web on ports of the tests' own."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from filelock import FileLock

from demo.server import HOST
from demo.web import Web, load_web

WebOf = Callable[[int], Web]


@pytest.fixture
def demo_ports() -> Iterator[None]:
    """The ports of the demo web itself, which one test at a time may serve."""
    with FileLock(Path(tempfile.gettempdir()) / "compoundwatch-demo-ports.lock", timeout=300):
        yield


@pytest.fixture
def web_of() -> WebOf:
    """A day → its web on free ports. Links of the traps still lead to the ports of the content files."""

    def on_free_ports(day: int) -> Web:
        web = load_web(day)
        with ExitStack() as held:
            sockets = [held.enter_context(socket.create_server((HOST, 0))) for _ in range(len(web.sites) + 1)]
            *ports, inner = (found.getsockname()[1] for found in sockets)
        moved = {name: web.sites[name].model_copy(update={"port": port}) for name, port in zip(web.sites, ports, strict=True)}
        return Web(sites=moved, inner_port=inner)

    return on_free_ports
