"""A JDK for Elasticsearch, which brings none in the archive that tests use."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.servers.missing import Missing

# Elasticsearch 9 refuses an older one.
_OLDEST = 21
_VERSION = re.compile(r'^JAVA_VERSION="(\d+)', re.MULTILINE)


@cache
def find_jdk() -> Path:
    """The home of the newest JDK (with a compiler) that is new enough. Raises Missing."""
    found = [(version, home) for home in _candidates() if (version := _version(home)) >= _OLDEST]
    if not found:
        raise Missing(f"no JDK of {_OLDEST} or newer (package openjdk-21-jdk-headless, or unpack one and set ES_JAVA_HOME)")
    return max(found)[1]


def _candidates() -> Iterator[Path]:
    yield from (Path(named) for variable in ("ES_JAVA_HOME", "JAVA_HOME") if (named := os.environ.get(variable)))
    yield from Path("/usr/lib/jvm").glob("*")
    yield from Path("/opt").glob("*")
    if java := shutil.which("java"):
        yield Path(java).resolve().parents[1]


def _version(home: Path) -> int:
    """0 where there is no JDK."""
    release = home / "release"
    if not (release.is_file() and (home / "bin/javac").is_file()):
        return 0
    stated = _VERSION.search(release.read_text(encoding="utf-8", errors="replace"))
    return int(stated[1]) if stated else 0
