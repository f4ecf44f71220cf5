"""One advert on its way through the steps of enrichment."""

from __future__ import annotations

from dataclasses import dataclass, field

from compoundwatch.posting import CompoundLink, Contact, Indicator, LanguageShare, Organisation, Pay, Place, SanctionMatch, Tagged
from enrich.document import Document
from enrich.facts import Facts
from enrich.facts.age import find_age
from enrich.facts.audience import find_audience
from enrich.facts.roles import find_roles
from enrich.signals import Signals


@dataclass(slots=True)
class Draft:
    """What was found so far. `countries`: where the advert belongs, likeliest first. Each field is written by one step."""

    document: Document
    language: str = "und"
    languages: tuple[LanguageShare, ...] = ()
    places: tuple[Place, ...] = ()
    countries: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    pay: Pay | None = None
    compounds: tuple[CompoundLink, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    sanctions: tuple[SanctionMatch, ...] = ()
    signals: Signals = field(init=False)
    facts: Facts = field(init=False)
    indicators: tuple[Indicator, ...] = ()
    counter_indicators: tuple[Indicator, ...] = ()

    def gather_facts(self) -> None:
        """Set `facts`, once everything that is read from the text is there."""
        roles, age = find_roles(self.signals), find_age(self.signals)
        self.facts = Facts(
            signals=self.signals,
            language=self.language,
            countries=self.countries,
            contacts=self.contacts,
            places=self.places,
            pay=self.pay,
            compounds=self.compounds,
            organisations=self.organisations,
            roles=roles,
            age=age,
            audience=find_audience(self.signals, age),
        )

    def tagged(self, version: str) -> Tagged:
        """All but the risk, which is judged from the rest."""
        return Tagged(
            language=self.language,
            languages=self.languages,
            contacts=self.contacts,
            places=self.places,
            pay=self.pay,
            indicators=self.indicators,
            counter_indicators=self.counter_indicators,
            compounds=self.compounds,
            audience=self.facts.audience,
            roles=self.facts.roles,
            organisations=self.organisations,
            sanctions=self.sanctions,
            enrich_version=version,
        )
