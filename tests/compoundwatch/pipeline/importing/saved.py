"""Files put aside, taken by an installation of its own, and what its store holds then."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from compoundwatch.config import Settings
from compoundwatch.pipeline.importing.importing import import_saved
from compoundwatch.pipeline.importing.request import ImportReport, Request
from compoundwatch.posting import Posting
from index import open_store
from spiders.importers.reading.saved import Given

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BOARD = """\
title: Board
home: https://jobs.example.org/
kind: job
platform: json_ld
start: [https://jobs.example.org/sitemap.xml]
country: KE
enabled: true
terms: A made-up board for tests.
"""


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def imported(
    settings: Settings, *paths: Path, at: datetime = NOW, given: dict[str, Any] | None = None, **asked: Any
) -> ImportReport:
    return import_saved(settings, Request(paths, Given(now=at, **given or {}), **asked), lambda: at, lambda _: None)


def stored(settings: Settings) -> list[Posting]:
    with open_store(settings) as store:
        return list(store.all())
