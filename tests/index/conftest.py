"""Postings and stores for the tests of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.posting import Posting, TaggedPosting, posting_id
from enrich.judging.risk import assess
from index.embedded import EmbeddedStore

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

MakePosting = Callable[..., TaggedPosting]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def make_posting() -> MakePosting:
    """A tagged posting of one's own; contacts are given as `telegram="name"`, which then stand at the end of the text."""
    return _make_posting


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path / "store", assess) as opened:
        yield opened


@pytest.fixture
def as_posting() -> Callable[[TaggedPosting], Posting]:
    return lambda tagged: Posting(
        **dict(tagged), first_seen=tagged.fetched_at, last_seen=tagged.fetched_at, ingested_at=tagged.fetched_at
    )


def _make_posting(name: str = "one", text: str = "Typing work abroad", *, hours: float = 0, **fields: Any) -> TaggedPosting:
    contacts = []
    for kind in ("telegram", "whatsapp", "phone", "line", "email", "url", "tron", "eth"):
        if value := fields.pop(kind, None):
            text += f" {value}"
            end = len(fields.get("title", "")) + 1 + len(text)
            contacts.append({"type": kind, "value": value, "raw": value, "start": end - len(value), "end": end})
    record = {
        "id": posting_id("board", name), "source": "board", "native_id": name, "url": f"https://board.example/{name}",
        "kind": "job", "text": text, "fetched_at": NOW + timedelta(hours=hours), "contacts": contacts, "enrich_version": "1",
    }  # fmt: skip
    return TaggedPosting.model_validate(record | fields)
