"""Asks the online geocoder for names that no table knows, each once, and keeps the answers for enrichment to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeopyError,
)  # fmt: skip
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from compoundwatch.config import Settings
from compoundwatch.errors import CompoundwatchError, SourceRefused, TryLater, UsageError
from compoundwatch.pipeline.enrich_lines import MOST_BYTES, BadLineError, read_advert
from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.language import LanguageDetector
from enrich.places import PlaceFinder
from enrich.places.geocoded import Geocoded, GeocodedPlace, read_geocoded

# Nominatim's kinds of places, as precise as a name alone may make us. Streets, shops and houses are none.
_PRECISIONS = {
    "state": "province", "region": "province", "province": "province", "county": "province", "state_district": "province",
    "city": "city", "town": "city", "municipality": "city", "village": "city",
    "suburb": "district", "quarter": "district", "neighbourhood": "district", "hamlet": "district", "city_district": "district",
}  # fmt: skip
_MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class GeocodeReport:
    """How many names the postings hold that no table knows, how many of them were asked for now, and how many found."""

    unknown: int
    asked: int
    found: int


def geocode(settings: Settings, adverts: Iterable[Advert], progress: Callable[[str], None]) -> GeocodeReport:
    """Ask for what the adverts name, at the configured rate, up to the configured number.

    Answers are written one by one, so that what was told before a failure is kept. Raises UsageError where the geocoder is
    switched off, TryLater and SourceRefused as the server answers, ConfigError.
    """
    path = settings.geocoded
    if path is None:
        raise UsageError("the online geocoder is switched off: set geocoder.enabled in app.yml")
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(path.name + ".lock")):
        known = read_geocoded(path)
        names = list(dict.fromkeys(unknown_places(settings, adverts)))
        new = [name for name in names if name not in known][: settings.app.geocoder.most_per_run]
        found = 0
        for count, answer in enumerate(_answers(settings, new), start=1):
            _keep(path, answer)
            found += bool(answer.found)
            progress(f"{count} of {len(new)} names")
    return GeocodeReport(len(names), len(new), found)


def read_adverts(paths: Iterable[Path]) -> Iterator[Advert]:
    """The postings of JSONL files. Raises CompoundwatchError for a line that is none, with its number."""
    for path in paths:
        with path.open("rb") as file:
            for number, line in enumerate(iter(partial(file.readline, MOST_BYTES), b""), start=1):
                if line.strip():
                    try:
                        yield read_advert(line)
                    except BadLineError as error:
                        raise CompoundwatchError(f"{path}:{number}: {error}") from None


def unknown_places(settings: Settings, adverts: Iterable[Advert]) -> Iterator[str]:
    """Names, folded, that the adverts use for places and no table knows."""
    languages, places = LanguageDetector(), PlaceFinder.load(settings.gazetteer, settings.cache)
    for advert in adverts:
        document = Document(advert)
        yield from places.unknown(document, languages.detect(document)[0])


def _answers(settings: Settings, names: Iterable[str]) -> Iterator[Geocoded]:
    config = settings.app.geocoder
    parts = urlsplit(config.url)
    service = Nominatim(
        timeout=config.timeout,
        domain=(parts.netloc + parts.path).rstrip("/"),
        scheme=parts.scheme,
        user_agent=settings.app.politeness.user_agent,
    )
    ask = RateLimiter(service.geocode, min_delay_seconds=config.delay, max_retries=0, swallow_exceptions=False)
    for name in names:
        try:
            results = ask(name, exactly_one=False, limit=_MOST_FOUND, addressdetails=True, language="en")
        except GeopyError as error:
            raise _as_ours(config.url, error) from None
        except (TypeError, ValueError, LookupError):
            # geopy reads what the server sent without looking whether it is there.
            raise CompoundwatchError(f"{config.url}: the answer for {name!r} is not in Nominatim's shape") from None
        places = tuple(place for result in results or () if (place := _place(result.raw)))
        yield Geocoded(name=name, asked_at=datetime.now(UTC).isoformat(timespec="seconds"), found=places)


def _as_ours(url: str, error: GeopyError) -> CompoundwatchError:
    what = f"{url}: {type(error).__name__}"
    if isinstance(error, GeocoderRateLimited):
        return TryLater(f"{what}: retry after {error.retry_after} s" if error.retry_after else what)
    if isinstance(error, GeocoderAuthenticationFailure | GeocoderInsufficientPrivileges):
        return SourceRefused(what)
    return TryLater(what) if isinstance(error, GeocoderServiceError) else CompoundwatchError(what)


def _place(raw: dict[str, Any]) -> GeocodedPlace | None:
    """A result as we keep it; None for what is no place by itself, or misses what we need."""
    precision = _PRECISIONS.get(str(raw.get("addresstype") or raw.get("type")))
    country = str((raw.get("address") or {}).get("country_code") or "").upper()
    try:
        return GeocodedPlace.model_validate(
            {
                "name": str(raw.get("name") or raw.get("display_name") or "")[:200],
                "country": country,
                "lat": raw.get("lat"),
                "lon": raw.get("lon"),
                "precision": precision,
            }
        )
    except ValueError:
        return None


def _keep(path: Path, answer: Geocoded) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(answer.model_dump_json() + "\n")
