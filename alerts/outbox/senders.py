"""Names of sending processes: who has a mail in hand, and whether that process is still there."""

from __future__ import annotations

import os
import secrets
import socket

_HOST_LENGTH = 32


def new_sender() -> str:
    """`<host>/<process>/<random>`, at most 64 characters; a new one for each sending."""
    return f"{_host()}/{os.getpid()}/{secrets.token_hex(4)}"


def is_gone(sender: str | None) -> bool:
    """Whether a sender was a process of this machine that has ended; of other machines only their claim's end tells."""
    host, _, rest = (sender or "").partition("/")
    pid = rest.partition("/")[0]
    if host != _host() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _host() -> str:
    return socket.gethostname()[:_HOST_LENGTH].replace("/", "-")
