"""Made-up postings that the ten questions of docs/ten-questions.md are asked of."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import Names
from index.elastic.schema.mapping import template_names

ROOT = Path(__file__).parents[2]

_WALLET = ("tron", "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE")
_NUMBER = "+85512345678"
_HANDLE = ("telegram", "golden_hr")
_COPIED = "Chat officers wanted in a new office by the river, free room and three meals a day, quick typing is enough, write to us"
_KENYA = ("Kenya", "KE", "origin", None, None)
_MYAWADDY = ("Myawaddy", "MM", "destination", 16.6891, 98.5089)
_MAE_SOT = ("Mae Sot", "TH", "transit", 16.7167, 98.5667)
_POIPET = ("Poipet", "KH", "destination", 13.6561, 102.5637)
_SEASIDE = ("Sihanoukville", "KH", "destination", 10.6093, 103.5296)
_PARK = {"id": "kk-park", "name": "KK Park", "by": "name", "strength": 1, "distance_km": None, "reason": "names KK Park"}


@pytest.fixture(scope="session")
def server_prefix(elasticsearch_url: str) -> Iterator[str]:
    """A prefix that nobody else uses; all that stands under it is removed afterwards."""
    prefix = f"test-{secrets.token_hex(5)}"
    yield prefix
    with Elasticsearch(elasticsearch_url) as client:
        if indices := list(client.indices.get(index=f"{prefix}-*", expand_wildcards="all")):
            client.indices.delete(index=indices)
        whole, parts = template_names(Names(prefix))
        client.indices.delete_index_template(name=whole)
        client.cluster.delete_component_template(name=parts)


@pytest.fixture(scope="session")
def server_configs(server_prefix: str, elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder of settings that names the server store; words and places are those of the checkout."""
    folder = tmp_path_factory.mktemp("configs")
    store = f"store: {{kind: elasticsearch, url: {elasticsearch_url!r}, prefix: {server_prefix}, replicas: 0}}"
    (folder / "app.yml").write_text(f"tables: {ROOT / 'configs'}\n{store}\n", encoding="utf-8")
    return str(folder)


@pytest.fixture(scope="session")
def asked_postings() -> list[TaggedPosting]:
    """Eight postings, one of them in two captures."""
    golden = "Golden Example Group"
    return [
        _posting("typist", 18, "Typist for KK Park", "Work at a desk by the border.", risk=0.92, contacts=[_WALLET, _HANDLE],
                 places=[_KENYA, _MYAWADDY], compounds=[_PARK],
                 organisations=[{"name": golden, "raw": golden, "start": 0, "end": 1}]),
        _posting("driver", 16, "Driver", "Vans and a licence.", contacts=[_WALLET, ("phone", _NUMBER)], places=[_MAE_SOT],
                 hiring_organization=f"{golden} Co."),
        _posting("clerk", 15, "高薪招聘客服", "包吃住,柬埔寨", risk=0.8, contacts=[("whatsapp", _NUMBER)], places=[_SEASIDE],
                 language="zh-Hans"),
        _posting("copy-a", 10, "Chat officer", _COPIED, contacts=[("telegram", "rose")], places=[_KENYA, _POIPET]),
        _posting("copy-b", 17, "Chat officer", _COPIED, contacts=[("telegram", "iris")]),
        _posting("cook", 19, "Cook in Bangkok", "A canteen with a contract.", contacts=[("email", "jobs@canteen.example.com")]),
        _posting("edited", 12, "Receptionist", "For a small hotel.", risk=0.7),
        _posting("edited", 19, "Receptionist", "For a small hotel. Bring your passport.", risk=0.7),
        _posting("old", 1, "Guard", "Nights at a gate.", contacts=[_HANDLE], places=[_MYAWADDY]),
    ]  # fmt: skip


def _posting(name: str, day: int, title: str, text: str, *, risk: float = 0.1, **fields: Any) -> TaggedPosting:
    contacts, places = fields.pop("contacts", []), fields.pop("places", [])
    level = "critical" if risk > 0.9 else "high" if risk >= 0.7 else "low"
    record = {
        "id": posting_id("board", name), "source": "board", "native_id": name, "url": f"https://board.example/{name}",
        "kind": "job", "title": title, "text": text, "fetched_at": datetime(2026, 11, day, tzinfo=UTC), "enrich_version": "1",
        "language": "en", "risk": {"score": risk, "level": level, "reasons": ["made up"]},
        "contacts": [{"type": kind, "value": value, "raw": value, "start": 0, "end": 1} for kind, value in contacts],
        "places": [_place(*place) for place in places],
    }  # fmt: skip
    return TaggedPosting.model_validate(record | fields)


def _place(name: str, country: str, role: str, lat: float | None, lon: float | None) -> dict[str, Any]:
    return {
        "name": name, "raw": name, "start": 0, "end": 1, "role": role, "country": country, "lat": lat, "lon": lon,
        "precision": "city" if lat else "country", "confidence": 0.9, "geonames_id": None,
    }  # fmt: skip
