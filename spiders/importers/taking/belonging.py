"""Where imported postings belong: to a source that is crawled, too, or to a collection that needs no file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from compoundwatch.config import Settings, SourceConfig
from compoundwatch.errors import SourceRefused, UsageError
from compoundwatch.posting import Kind

DEFAULT_COLLECTION = "imported"
_NAME = regex.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_COUNTRY = regex.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Belonging:
    """`source`: its YAML, None of a collection. `country`: where the readers live, which decides how 0712 000 000 is read."""

    name: str
    source: SourceConfig | None = None
    country: str | None = None

    def config(self, kind: Kind) -> SourceConfig:
        """What a posting takes from its source: name, kind and country."""
        return self.source or _collection(self.name, kind, self.country)


def belonging_of(settings: Settings, source: str | None, collection: str | None, country: str | None) -> Belonging:
    """Raises UsageError for both, for a name that is none, and for a collection of a source's name.

    Raises SourceRefused for a source on the stop list.
    """
    if country and not _COUNTRY.fullmatch(country):
        raise UsageError("--country: expected two capital letters, such as KE")
    if source:
        if collection or country:
            raise UsageError("--source says where postings belong and which country: leave --collection and --country out")
        config = settings.source(source)
        if stopped := settings.stop_list().source_problem(source, (config.home,)):
            raise SourceRefused(f"{source} is {stopped}")
        return Belonging(source, config)
    name = collection or DEFAULT_COLLECTION
    if not _NAME.fullmatch(name):
        raise UsageError("--collection: expected a name of small letters, digits, _ and -")
    if (settings.configs / "spiders" / f"{name}.yml").is_file():
        raise UsageError(f"--collection {name}: that is a source; --source {name} puts postings there")
    return Belonging(name, None, country)


@lru_cache(maxsize=8)
def _collection(name: str, kind: Kind, country: str | None) -> SourceConfig:
    address = "https://collection.invalid/"
    return SourceConfig(
        name=name,
        title=name,
        home=address,
        kind=kind,
        platform="none",
        start=(address,),
        country=country,
        terms="Saved by people; nothing is fetched.",
    )
