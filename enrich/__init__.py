"""Stage 2: pure functions of one posting: no network, no store, no clock.

`Enricher.load(settings)` once, then `enrich(advert)` for each. The same advert gets the same tags on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from compoundwatch.config import Settings
from compoundwatch.config.gazetteer import load_border_places
from compoundwatch.posting import Advert, Tagged
from enrich.age import find_age
from enrich.audience import find_audience
from enrich.compounds import CompoundLinker
from enrich.contacts import ContactFinder
from enrich.counter_indicators import find_counter_indicators
from enrich.countries import advert_countries
from enrich.document import Document
from enrich.facts import Facts
from enrich.indicators import IndicatorFinder
from enrich.language import LanguageDetector
from enrich.organisations import OrganisationFinder
from enrich.pay import PayReader
from enrich.places import PlaceFinder
from enrich.risk import assess
from enrich.roles import find_roles
from enrich.signals import SignalFinder
from enrich.usual_pay import UsualPay

# Raised when a rule in code changes; the words and tables are told by their hash.
RULES = "1"


@dataclass(frozen=True)
class Enricher:
    """All steps, loaded. Keep one for many adverts; a process needs its own."""

    version: str
    languages: LanguageDetector
    places: PlaceFinder
    contacts: ContactFinder
    pay: PayReader
    compounds: CompoundLinker
    organisations: OrganisationFinder
    signals: SignalFinder
    indicators: IndicatorFinder
    usual_pay: UsualPay

    @classmethod
    def load(cls, settings: Settings) -> Enricher:
        """Everything from the tables of the settings. Raises ConfigError."""
        tables = settings.tables
        signals = SignalFinder.load(tables / "signals.yml", settings.lexicons)
        usual_pay = UsualPay.load(tables / "usual_pay.yml")
        border_names = frozenset(place.name for place in load_border_places(settings.gazetteer) if place.kind != "country")
        return cls(
            version=_version(_tables(settings)),
            languages=LanguageDetector(),
            places=PlaceFinder.load(settings.gazetteer, settings.cache),
            contacts=ContactFinder.load(tables / "contacts"),
            pay=PayReader.load(tables / "pay"),
            compounds=CompoundLinker.load(settings.gazetteer),
            organisations=OrganisationFinder.load(settings.gazetteer),
            signals=signals,
            indicators=IndicatorFinder(usual_pay, border_names, signals.vocabulary),
            usual_pay=usual_pay,
        )

    def enrich(self, advert: Advert) -> Tagged:
        """The tags of one advert: every step in order, each reading what those before it found."""
        document = Document(advert)
        language, languages = self.languages.detect(document)
        places = self.places.find(document, language)
        countries = advert_countries(advert, language, places)
        contacts = self.contacts.find(document, countries)
        pay = self.pay.find(document, language, countries, contacts)
        compounds = self.compounds.link(document, places)
        organisations = self.organisations.find(document)
        signals = self.signals.find(document, {language, *(share.code for share in languages)})
        roles, age = find_roles(signals), find_age(signals)
        audience = find_audience(signals, age)
        facts = Facts(signals, language, countries, contacts, places, pay, compounds, organisations, roles, age, audience)
        tagged = Tagged(
            language=language,
            languages=languages,
            contacts=contacts,
            places=places,
            pay=pay,
            indicators=self.indicators.find(facts),
            counter_indicators=find_counter_indicators(facts, self.usual_pay),
            compounds=compounds,
            audience=audience,
            roles=roles,
            organisations=organisations,
            enrich_version=self.version,
        )
        return tagged.model_copy(update={"risk": assess(tagged)})


def _tables(settings: Settings) -> list[Path]:
    """Every file that the tags depend on."""
    tables = settings.tables
    folders = (settings.lexicons, settings.gazetteer, tables / "contacts", tables / "pay")
    files = [tables / "signals.yml", tables / "usual_pay.yml"]
    return files + [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def _version(files: Iterable[Path]) -> str:
    """The rules' number and a hash of the names and contents of all tables: "1-3f9a0c12"."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{RULES}-{digest.hexdigest()[:8]}"
