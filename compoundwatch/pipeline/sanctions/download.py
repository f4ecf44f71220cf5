"""One large file from the web: bounded, taken up again where it broke off, fetched only when it changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import urllib3
from urllib3.exceptions import HTTPError

from compoundwatch.errors import CompoundwatchError, SourceRefused, TryLater
from compoundwatch.urls import is_loopback_literal

# What is read at once, and lost when the connection breaks.
_CHUNK = 1 << 16
_TRY_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_REFUSED = frozenset({401, 403, 451})
_OK, _PARTIAL, _NOT_MODIFIED, _BAD_RANGE = 200, 206, 304, 416


@dataclass(frozen=True, slots=True)
class Bounds:
    """`timeout` in seconds without an answer; `most_bytes` of one file."""

    most_bytes: int
    timeout: float
    user_agent: str


def download(url: str, kept: Path, fetched: Path, bounds: Bounds) -> bool:
    """Fetch `url` into `fetched`; False where `kept`, an earlier download, is still what it holds.

    What was fetched before a failure stays in a file beside `fetched` and is gone on with the next time.
    Raises SourceRefused, TryLater, CompoundwatchError.
    """
    part = fetched.with_name(fetched.name + ".part")
    try:
        response = _ask(url, kept, part, bounds)
    except HTTPError as error:
        raise TryLater(f"{url}: {_reason(error)}") from None
    try:
        return _take(response, url, part, fetched, bounds)
    except HTTPError as error:
        raise TryLater(f"{url}: it broke off and the next refresh goes on from there: {_reason(error)}") from None
    finally:
        response.release_conn()
        response.close()


def keep(fetched: Path, kept: Path) -> None:
    """Take a download for good, with what the server said of its version."""
    # The notes last: killed between the two, the next refresh fetches once more.
    fetched.replace(kept)
    _notes(fetched).replace(_notes(kept))


def _ask(url: str, kept: Path, part: Path, bounds: Bounds) -> urllib3.BaseHTTPResponse:
    headers = {"user-agent": bounds.user_agent, "accept-encoding": "identity", **_conditions(url, kept, part)}
    retries = urllib3.Retry(connect=2, read=0, status=0, redirect=5, raise_on_status=False)
    timeout = urllib3.Timeout(bounds.timeout)
    return urllib3.PoolManager().request("GET", url, headers=headers, retries=retries, timeout=timeout, preload_content=False)


def _conditions(url: str, kept: Path, part: Path) -> dict[str, str]:
    """The rest of what was begun, if it is still the same version; else the whole, if it is a new version."""
    begun, known = _read_notes(part, url), _read_notes(kept, url)
    if part.exists() and (version := _strong(begun)):
        return {"range": f"bytes={part.stat().st_size}-", "if-range": version}
    conditions = {"if-none-match": known.get("etag"), "if-modified-since": known.get("last_modified")}
    return {name: value for name, value in conditions.items() if value and kept.exists()}


def _take(response: urllib3.BaseHTTPResponse, url: str, part: Path, fetched: Path, bounds: Bounds) -> bool:
    _check_safe(response.url or url, url)
    if response.status == _NOT_MODIFIED:
        return False
    _check_status(response.status, url, part)
    goes_on = response.status == _PARTIAL
    notes = {"url": url, "etag": response.headers.get("etag"), "last_modified": response.headers.get("last-modified")}
    _notes(part).write_bytes(orjson.dumps(notes))
    with part.open("ab" if goes_on else "wb") as file:
        for chunk in response.stream(_CHUNK):
            file.write(chunk)
            if file.tell() > bounds.most_bytes:
                break
        size = file.tell()
        file.flush()
        os.fsync(file.fileno())
    if size > bounds.most_bytes:
        _forget(part)
        raise CompoundwatchError(f"{url}: longer than max_mb of lists.yml ({bounds.most_bytes // 1_000_000} MB)")
    _notes(part).replace(_notes(fetched))
    part.replace(fetched)
    return True


def _check_safe(reached: str, url: str) -> None:
    """A redirect must not lead out of TLS."""
    parts = urlsplit(reached)
    if parts.scheme == "http" and not is_loopback_literal(parts.hostname or ""):
        raise CompoundwatchError(f"{url}: leads to an address without TLS")


def _check_status(status: int, url: str, part: Path) -> None:
    if status in {_OK, _PARTIAL}:
        return
    if status == _BAD_RANGE:
        _forget(part)
        raise TryLater(f"{url}: the file changed while it was fetched; the next refresh begins anew")
    if status in _TRY_LATER:
        raise TryLater(f"{url}: the server answered {status}")
    if status in _REFUSED:
        raise SourceRefused(f"{url}: the server answered {status}")
    raise CompoundwatchError(f"{url}: the server answered {status}")


def _strong(notes: dict[str, str | None]) -> str | None:
    """What tells a version byte for byte."""
    etag = notes.get("etag")
    return etag if etag and not etag.startswith("W/") else notes.get("last_modified")


def _read_notes(path: Path, url: str) -> dict[str, Any]:
    try:
        notes = orjson.loads(_notes(path).read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return {}
    return notes if isinstance(notes, dict) and notes.get("url") == url else {}


def _notes(path: Path) -> Path:
    return path.with_name(path.name + ".http.json")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _notes(part).unlink(missing_ok=True)


def _reason(error: HTTPError) -> str:
    return " ".join(str(error).split())[:200]
