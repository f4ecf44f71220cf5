"""Stage 2: pure functions of one posting: no network, no store, no clock.

`Enricher.load(settings)` once, then `enrich(advert)` for each. The same advert gets the same tags on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from compoundwatch.config import Settings
from compoundwatch.config.gazetteer import load_border_places
from compoundwatch.posting import Advert, Tagged
from enrich.compounds import CompoundLinker
from enrich.contacts import ContactFinder
from enrich.countries import advert_countries
from enrich.document import Document
from enrich.draft import Draft
from enrich.judging.counter_indicators import find_counter_indicators
from enrich.judging.indicators import IndicatorFinder
from enrich.judging.risk import assess
from enrich.judging.usual_pay import UsualPay
from enrich.language import LanguageDetector
from enrich.loading import uncollected, unsearched
from enrich.organisations import OrganisationFinder
from enrich.pay import PayReader
from enrich.places import PlaceFinder
from enrich.sanctions import SanctionsChecker
from enrich.signals import SignalFinder

# Raised when a rule in code changes; the words and tables are told by their hash.
RULES = "3"

Step = Callable[[Draft], None]


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
    sanctions: SanctionsChecker
    signals: SignalFinder
    indicators: IndicatorFinder
    usual_pay: UsualPay

    @classmethod
    def load(cls, settings: Settings) -> Enricher:
        """Everything from the tables of the settings. Raises ConfigError."""
        with uncollected():
            return cls._loaded(settings)

    @classmethod
    def _loaded(cls, settings: Settings) -> Enricher:
        tables = settings.tables
        signals = SignalFinder.load(tables / "signals.yml", settings.lexicons)
        pay = PayReader.load(tables / "pay")
        usual_pay = UsualPay.load(tables / "usual_pay.yml", pay.worth)
        border_names = frozenset(place.name for place in load_border_places(settings.gazetteer) if place.kind != "country")
        sanctions = SanctionsChecker.load(settings.sanctions)
        return cls(
            version=_version(_tables(settings), sanctions),
            languages=LanguageDetector(),
            places=PlaceFinder.load(settings.gazetteer, settings.cache, settings.geocoded),
            contacts=ContactFinder.load(tables / "contacts"),
            pay=pay,
            compounds=CompoundLinker.load(settings.gazetteer),
            organisations=OrganisationFinder.load(settings.gazetteer),
            sanctions=sanctions,
            signals=signals,
            indicators=IndicatorFinder(usual_pay, border_names, signals.vocabulary),
            usual_pay=usual_pay,
        )

    def enrich(self, advert: Advert) -> Tagged:
        """The tags of one advert."""
        return self.enrich_many((advert,))[0]

    def enrich_many(self, adverts: Iterable[Advert]) -> list[Tagged]:
        """The tags of several adverts, in their order. Some hundreds at once take three quarters of the time.

        Each step is done for all of them before the next begins, so that its tables stay in the processor's caches.
        """
        # Hardly anything that is made here is garbage with a cycle; looking for it took a twentieth of the time.
        with unsearched():
            drafts = [Draft(Document(advert)) for advert in adverts]
            for step in self._steps:
                for draft in drafts:
                    step(draft)
            return [self._finished(draft) for draft in drafts]

    @property
    def _steps(self) -> Sequence[Step]:
        """What the text says, then what follows from it: each step reads what those before it found."""
        return (
            self._find_language,
            self._find_places,
            self._find_contacts,
            self._find_pay,
            self._link_compounds,
            self._find_organisations,
            self._check_sanctions,
            self._find_signals,
            Draft.gather_facts,
            self._find_indicators,
            self._find_counter_indicators,
        )

    def _find_language(self, draft: Draft) -> None:
        draft.language, draft.languages = self.languages.detect(draft.document)

    def _find_places(self, draft: Draft) -> None:
        draft.places = self.places.find(draft.document, draft.language)
        draft.countries = advert_countries(draft.document.advert, draft.language, draft.places)

    def _find_contacts(self, draft: Draft) -> None:
        draft.contacts = self.contacts.find(draft.document, draft.countries)

    def _find_pay(self, draft: Draft) -> None:
        draft.pay = self.pay.find(draft.document, draft.language, draft.countries, draft.contacts)

    def _link_compounds(self, draft: Draft) -> None:
        draft.compounds = self.compounds.link(draft.document, draft.places)

    def _find_organisations(self, draft: Draft) -> None:
        draft.organisations = self.organisations.find(draft.document)

    def _check_sanctions(self, draft: Draft) -> None:
        draft.sanctions = self.sanctions.check(draft.document, draft.contacts, draft.organisations)

    def _find_signals(self, draft: Draft) -> None:
        draft.signals = self.signals.find(draft.document, {draft.language, *(share.code for share in draft.languages)})

    def _find_indicators(self, draft: Draft) -> None:
        draft.indicators = self.indicators.find(draft.facts)

    def _find_counter_indicators(self, draft: Draft) -> None:
        draft.counter_indicators = find_counter_indicators(draft.facts, self.usual_pay)

    def _finished(self, draft: Draft) -> Tagged:
        tagged = draft.tagged(self.version)
        return tagged.model_copy(update={"risk": assess(tagged)})


def present_version(settings: Settings) -> str:
    """What `version` an enricher would have that is loaded now; two milliseconds where loading takes most of a second."""
    return _version(_tables(settings), SanctionsChecker.load(settings.sanctions))


def _tables(settings: Settings) -> list[Path]:
    """Every file that the tags depend on."""
    tables = settings.tables
    folders = (settings.lexicons, settings.gazetteer, tables / "contacts", tables / "pay")
    files = [tables / "signals.yml", tables / "usual_pay.yml"]
    files += [settings.geocoded] if settings.geocoded and settings.geocoded.is_file() else []
    return files + [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def _version(files: Iterable[Path], sanctions: SanctionsChecker) -> str:
    """The rules' number and a hash of the names and contents of all tables, and of the sanctions lists: "2-3f9a0c12"."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    if sanctions.about:
        digest.update(sanctions.about.digest.encode())
    return f"{RULES}-{digest.hexdigest()[:8]}"
