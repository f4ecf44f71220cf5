"""Ports on loopback for servers of tests."""

from __future__ import annotations

import socket


def free_port() -> int:
    """A port that nobody listens on now; somebody else may take it before a server does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
