"""The online geocoder: each name once, at the configured rate, kept for enrichment; asked only where it is switched on."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from compoundwatch.config import Settings, load_settings
from compoundwatch.config.geocoder import GeocoderConfig
from compoundwatch.errors import CompoundwatchError, TryLater, UsageError
from compoundwatch.pipeline.geocode import geocode
from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.places import PlaceFinder

ROOT = Path(__file__).parents[3]
TEXT = "We are looking for people who type well, to work in Madeupham, Cambodia, with a free room. The room is near Nosuchville."
FOUND = {
    "name": "Madeupham", "display_name": "Madeupham, Cambodia", "lat": "11.25", "lon": "104.5",
    "addresstype": "village", "address": {"country_code": "kh"},
}  # fmt: skip


@dataclass
class Service:
    """A server in Nominatim's shape and what it was asked."""

    url: str = ""
    status: int = 200
    answer: object = None
    asked: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)["q"][0]
            made.asked.append(query)
            made.at.append(time.monotonic())
            body = json.dumps(made.answer or ([FOUND] if query == "madeupham" else [])).encode()
            self.send_response(made.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parent's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def settings_of(folder: Path, config: GeocoderConfig) -> Settings:
    base = load_settings({"COMPOUNDWATCH_VAR": str(folder)})
    return Settings(base.configs, base.app.model_copy(update={"geocoder": config}), base.secrets, folder)


@pytest.fixture
def switched_on(tmp_path: Path, service: Service) -> Settings:
    return settings_of(tmp_path, GeocoderConfig(enabled=True, url=service.url, delay=0.3))


def run(settings: Settings) -> tuple[int, int, int]:
    report = geocode(settings, [Advert(text=TEXT)], lambda _: None)
    return report.unknown, report.asked, report.found


def test_nothing_but_names_is_sent(switched_on: Settings, service: Service) -> None:
    run(switched_on)
    assert service.asked == ["madeupham", "nosuchville"]


def test_the_rate_is_kept(switched_on: Settings, service: Service) -> None:
    run(switched_on)
    assert service.at[1] - service.at[0] >= 0.29


def test_what_was_asked_is_not_asked_again(switched_on: Settings, service: Service) -> None:
    assert run(switched_on) == (2, 2, 1)
    assert run(switched_on) == (2, 0, 0)
    assert len(service.asked) == 2


def test_the_answer_becomes_a_place(switched_on: Settings) -> None:
    run(switched_on)
    finder = PlaceFinder.load(switched_on.gazetteer, switched_on.cache, switched_on.geocoded)
    place = {place.raw: place for place in finder.find(Document(Advert(text=TEXT)), "en")}["Madeupham"]
    assert (place.country, place.lat, place.lon, place.precision, place.role) == ("KH", 11.25, 104.5, "city", "destination")


def test_a_country_that_the_text_does_not_name_is_no_place(switched_on: Settings) -> None:
    run(switched_on)
    finder = PlaceFinder.load(switched_on.gazetteer, switched_on.cache, switched_on.geocoded)
    text = "Good people who like to paint houses are wanted to work in Madeupham, Norway, from the first of the month."
    assert "Madeupham" not in {place.raw for place in finder.find(Document(Advert(text=text)), "en")}


def test_a_server_that_is_busy_is_asked_later_and_nothing_is_kept(switched_on: Settings, service: Service) -> None:
    service.status = 429
    with pytest.raises(TryLater):
        run(switched_on)
    service.status = 200
    assert run(switched_on) == (2, 2, 1)


def test_an_answer_in_another_shape_is_said_so(switched_on: Settings, service: Service) -> None:
    service.answer = [{"lat": "north"}]
    with pytest.raises(CompoundwatchError, match="not in Nominatim's shape"):
        run(switched_on)


def test_a_street_is_no_place(switched_on: Settings, service: Service) -> None:
    service.answer = [FOUND | {"addresstype": "road"}]
    assert run(switched_on) == (2, 2, 0)


def test_it_is_off_by_default(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="switched off"):
        run(settings_of(tmp_path, GeocoderConfig()))


@pytest.mark.parametrize("wrong", [{"url": "http://geo.example.org"}, {"delay": 0.2}, {"url": "geo"}])
def test_settings_that_would_harm_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="expected"):
        GeocoderConfig.model_validate({"enabled": True} | wrong)
