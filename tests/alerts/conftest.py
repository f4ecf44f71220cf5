"""Postings, settings and databases for the alert tests: made-up content, real files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from alerts.matching.match import match_changes
from compoundwatch.config import AlertConfig, Settings, load_settings
from compoundwatch.db import open_database
from compoundwatch.posting import CompoundLink, Contact, Indicator, Place, Posting, Risk, TaggedPosting, posting_id
from index.embedded import EmbeddedStore

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)

MakePosting = Callable[..., Posting]


def span_of(body: str, words: str) -> dict[str, Any]:
    """`raw`, `start` and `end` of the first occurrence."""
    start = body.index(words)
    return {"raw": words, "start": start, "end": start + len(words)}


def build_posting(
    title: str = "Customer service, high salary",
    text: str = "Work in KK Park, free ticket. Telegram @hr_blue_door",
    *,
    native_id: str = "1",
    source: str = "board",
    level: Any = "high",
    handle: str | None = "hr_blue_door",
    compound: str | None = "kk-park",
    **more: Any,
) -> Posting:
    """A lure with one contact, one place, one indicator and one compound link, all as enrichment would tag them."""
    body = f"{title}\n{text}"
    contacts = (Contact(type="telegram", value=handle, **span_of(body, handle)),) if handle and handle in body else ()
    place = Place(
        name="Myawaddy", raw="", start=0, end=0, role="destination", country="MM", lat=16.69, lon=98.5, precision="city",
        confidence=0.9, geonames_id=None,
    )  # fmt: skip
    link = CompoundLink(
        id=compound or "", name="KK Park", by="name", strength=0.9, distance_km=None, reason="the text names KK Park"
    )
    indicators = (
        (Indicator(name="free_travel", weight=0.3, reason="travel is paid", **span_of(body, "free ticket")),)
        if "free ticket" in body
        else ()
    )
    fields: dict[str, Any] = {
        "id": posting_id(source, native_id), "source": source, "native_id": native_id, "kind": "job",
        "url": f"https://board.example/jobs/{native_id}", "title": title, "text": text, "fetched_at": NOW, "language": "en",
        "contacts": contacts, "places": (place,), "indicators": indicators, "compounds": (link,) if compound else (),
        "risk": Risk(score=0.8 if level in {"high", "critical"} else 0.2, level=level, reasons=("travel is paid: “free ticket”",)),
        "first_seen": NOW, "last_seen": NOW, "ingested_at": NOW,
    }  # fmt: skip
    return Posting(**{**fields, **more})


def tagged(posting: Posting) -> TaggedPosting:
    """The part of a posting that spider and enrichment wrote: what the index is handed."""
    return TaggedPosting(**{name: getattr(posting, name) for name in TaggedPosting.model_fields})


@pytest.fixture
def make_posting() -> MakePosting:
    return build_posting


@pytest.fixture
def make_tagged() -> Callable[..., TaggedPosting]:
    return lambda *words, **more: tagged(build_posting(*words, **more))


@pytest.fixture
def store(settings: Settings) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(settings.store, reassess=lambda tagged: tagged.risk) as store:
        yield store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation with one source and no alert; its var/ is empty."""
    configs = tmp_path / "configs"
    (configs / "spiders").mkdir(parents=True)
    (configs / "alerts").mkdir()
    (configs / "app.yml").write_text(
        "var: ../var\nmail:\n  sender: compoundwatch <alerts@cw.example>\n  corrections: desk@cw.example\n"
    )
    (configs / "spiders" / "board.yml").write_text(
        "title: The Board\nhome: http://board.example\nkind: job\nplatform: css\nstart: [http://board.example/jobs]\n"
        "terms: made up for a test\nenabled: true\n"
    )
    return load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})


@pytest.fixture
def save_alert(settings: Settings) -> Callable[..., AlertConfig]:
    """Write a saved search into configs/alerts/."""

    def save(name: str = "desk", query: str = '"KK Park"', email: str = "hotline@ngo.example", **more: Any) -> AlertConfig:
        fields = {"title": f"Search {name}", "email": email, "consent": "written request of 3 May 2026", "query": query, **more}
        lines = [f"{key}: {json.dumps(value)}" for key, value in fields.items()]
        (settings.configs / "alerts" / f"{name}.yml").write_text("\n".join(lines) + "\n")
        return settings.alerts()[name]

    return save


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = open_database(settings)
    yield engine
    engine.dispose()


@pytest.fixture
def tell(engine: Engine, store: EmbeddedStore, settings: Settings) -> Callable[..., None]:
    """Index postings and match them into the ledger."""

    def run(*postings: TaggedPosting, at: datetime = NOW) -> None:
        store.upsert(postings, at=at)
        match_changes(engine, store, settings.alerts(), at)

    return run
