"""Names of processes, written beside what they have in hand: who has it, and whether that process is still there."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path

_HOST_LENGTH = 32


def new_process_name() -> str:
    """`<host>/<process>/<random>`, at most 64 characters; a new one for each job."""
    return f"{_host()}/{os.getpid()}/{secrets.token_hex(4)}"


def is_gone(name: str | None) -> bool:
    """Whether this was a process of this machine that has ended; of other machines only the end of their claim tells."""
    host, _, rest = (name or "").partition("/")
    pid = rest.partition("/")[0]
    if host != _host() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _is_zombie(pid)


def _is_zombie(pid: str) -> bool:
    """Whether it has ended and only waits for its parent to notice (proc(5): the state stands behind the name)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except OSError:
        return False
    return state.split()[:1] == ["Z"]


def _host() -> str:
    return socket.gethostname()[:_HOST_LENGTH].replace("/", "-")
