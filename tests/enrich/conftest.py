"""The steps that read the gazetteer, loaded once. The compiled file of world places is kept in pytest's cache between runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from compoundwatch.config import load_settings
from compoundwatch.posting import Advert, CompoundLink, Organisation, Place
from enrich import Enricher
from enrich.compounds import CompoundLinker
from enrich.document import Document
from enrich.organisations import OrganisationFinder
from enrich.places import PlaceFinder

GAZETTEER = Path(__file__).parents[2] / "configs" / "gazetteer"


@pytest.fixture(scope="session")
def toponym_cache(pytestconfig: pytest.Config) -> Path:
    assert pytestconfig.cache is not None
    return pytestconfig.cache.mkdir("toponyms")


@pytest.fixture(scope="session")
def place_finder(toponym_cache: Path) -> PlaceFinder:
    return PlaceFinder.load(GAZETTEER, toponym_cache)


@pytest.fixture(scope="session")
def compound_linker() -> CompoundLinker:
    return CompoundLinker.load(GAZETTEER)


@pytest.fixture(scope="session")
def places_of(place_finder: PlaceFinder) -> Callable[..., dict[str, Place]]:
    """Places of a text by the words that name them."""

    def find(text: str, language: str = "en", source_country: str | None = None) -> dict[str, Place]:
        document = Document(Advert(text=text, source_country=source_country))
        return {place.raw: place for place in place_finder.find(document, language)}

    return find


@pytest.fixture(scope="session")
def links_of(place_finder: PlaceFinder, compound_linker: CompoundLinker) -> Callable[..., Sequence[CompoundLink]]:
    """Compound links of a text, its places found first."""

    def link(text: str, language: str = "en") -> Sequence[CompoundLink]:
        document = Document(Advert(text=text))
        return compound_linker.link(document, place_finder.find(document, language))

    return link


@pytest.fixture(scope="session")
def organisations_of() -> Callable[..., list[Organisation]]:
    """Organisations of a text."""
    finder = OrganisationFinder.load(GAZETTEER)

    def find(text: str, employer: str | None = None) -> list[Organisation]:
        return list(finder.find(Document(Advert(text=text, hiring_organization=employer))))

    return find


@pytest.fixture(scope="session")
def enricher(tmp_path_factory: pytest.TempPathFactory) -> Enricher:
    """All steps, from the checkout's own tables."""
    return Enricher.load(load_settings({"COMPOUNDWATCH_VAR": str(tmp_path_factory.mktemp("var"))}))
