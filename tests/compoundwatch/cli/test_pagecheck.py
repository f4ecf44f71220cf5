"""`compoundwatch pagecheck` as another program calls it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson

CONTENT = b"<title>Board</title><h1>Cook wanted</h1><article>" + b"<p>Cook rice for forty people.</p>" * 20


def verdict(*arguments: str | Path, stdin: bytes) -> dict[str, object]:
    command = [sys.executable, "-m", "compoundwatch", "pagecheck", "-", "--url", "https://a.example/", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, check=True, timeout=60)
    found: dict[str, object] = orjson.loads(done.stdout)
    return found


def test_class_and_reasons() -> None:
    found = verdict(stdin=CONTENT)

    assert found["class"] == "content"
    assert found["reasons"]


def test_the_status_counts() -> None:
    assert verdict("--status", "410", stdin=CONTENT)["class"] == "not_found"


def test_the_headers_count(tmp_path: Path) -> None:
    headers = tmp_path / "headers"
    headers.write_text("HTTP/2 403\nContent-Type: text/html\nCF-Mitigated: challenge\n", encoding="ascii")

    assert verdict("--headers", headers, stdin=CONTENT)["class"] == "blocked"
