"""Web addresses in configuration."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from compoundwatch.config.store import THIS_MACHINE

_LONGEST = 2000


def _https(text: str) -> str:
    """https, or http to this machine itself; no user name, no blanks, ASCII."""
    problem = f"expected an address such as https://alerts.example.org/, got {text!r}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError(problem) from None
    fine = text.isascii() and text.isprintable() and not any(char in text for char in " \"'<>\\") and len(text) <= _LONGEST
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in THIS_MACHINE)
    if not (fine and safe and host and "@" not in parts.netloc):
        raise ValueError(problem)
    return text


HttpsAddress = Annotated[str, AfterValidator(_https)]
