"""A capture as files for somebody who has no WARC tools: the page, its headers, the picture, and a manifest of hashes.

File names are ours alone, never taken from the page.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from compoundwatch.errors import EvidenceError
from compoundwatch.evidence import Capture
from compoundwatch.posting import Captured, Evidence

# The ending follows the media type the server named; what is not on this list is kept, but no program opens it by itself.
_ENDINGS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/feed+json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "text/plain": "txt",
}


def manifest(posting: Captured, evidence: Evidence, capture: Capture) -> dict[str, Any]:
    """What was captured, when, by what, and the hash of each file that `write_capture` makes."""
    return {
        "posting": posting.id,
        "source": posting.source,
        "url": capture.url,
        "captured": capture.date,
        "status": capture.status,
        "warc": evidence.warc,
        "offset": evidence.offset,
        "spider": evidence.spider,
        "spider_version": evidence.spider_version,
        "files": {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in _files(capture).items()},
    }


def write_capture(folder: Path, capture: Capture, facts: dict[str, Any]) -> None:
    """Write the files into a new or empty folder, for the owner alone. Raises EvidenceError when it holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EvidenceError(f"{folder} is there already and holds something: name a new folder")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    listing = json.dumps(facts, indent=1, ensure_ascii=False).encode() + b"\n"
    for name, data in {**_files(capture), "manifest.json": listing}.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(data)


def _files(capture: Capture) -> dict[str, bytes]:
    head = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in capture.headers)
    files = {f"page.{_ending(capture)}": capture.payload, "headers.txt": f"{capture.status or ''}\n{head}".encode()}
    if capture.screenshot is not None:
        files["screenshot.png"] = capture.screenshot
    return files


def _ending(capture: Capture) -> str:
    named = next((value for name, value in capture.headers if name.lower() == "content-type"), "")
    return _ENDINGS.get(named.partition(";")[0].strip().lower(), "bin")
