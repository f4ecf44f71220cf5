"""What a form offers: countries, languages, compounds and time zones, each with the name that a person knows it by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import available_timezones

from babel import Locale

from compoundwatch.config import Settings
from compoundwatch.config.gazetteer import load_compounds

Named = Mapping[str, str]

LEVELS: Named = {
    "watch": "Watch and above: some indicators",
    "high": "High and above: several strong indicators",
    "critical": "Critical alone",
    "low": "Everything the search finds, also without indicators",
}
TOPICS: Named = {
    "compound_linked": "New adverts that are linked to a compound",
    "indicators": "New adverts with indicators alone",
    "campaign_growth": "New copies of a campaign, and its return after silence",
    "source_health": "Sources that we cannot read, and when they are back",
}
LINKS: Named = {
    "name": "the advert names it",
    "near": "a place beside it",
    "contact": "a contact seen with it before",
    "campaign": "a campaign linked to it",
    "organisation": "an organisation named with it",
}
RATES: Named = {
    "immediate": "At once",
    "hourly": "Every hour at most",
    "daily": "Once a day",
    "weekly": "Once a week, on Monday",
    "monthly": "Once a month, on the 1st",
}
HOURS: Named = {str(hour): f"{hour:02}:00" for hour in range(24)}
HEARTBEATS: Named = {
    "never": "Do not write then",
    "daily": "Write after a day without mail",
    "weekly": "Write after a week without mail",
    "monthly": "Write after a month without mail",
}
LOCALES: Named = {"en": "English", "th": "ไทย", "zh_Hans": "简体中文"}
OUTLETS: Named = {"mail": "By mail", "feed": "As an Atom feed for a feed reader"}

# Regions of CLDR that are no country.
_NONE = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})


@dataclass(frozen=True, slots=True)
class Choices:
    """Value → name, in the order in which they are shown."""

    countries: Named
    languages: Named
    compounds: Named
    time_zones: tuple[str, ...]


def offer(settings: Settings) -> Choices:
    """The choices of this installation: compounds of its gazetteer, languages of its lexicons. Raises ConfigError."""
    english = Locale("en")
    compounds = load_compounds(settings.gazetteer) if settings.gazetteer.is_dir() else ()
    countries = [(code, name) for code, name in english.territories.items() if len(code) == 2 and code not in _NONE]
    # Where compounds are is asked for most.
    first = {compound.country for compound in compounds}
    codes = (path.stem for path in settings.lexicons.glob("*.yml"))
    return Choices(
        countries={**_by_name(pair for pair in countries if pair[0] in first), **_by_name(countries)},
        languages=_by_name((code, str(english.languages.get(code, code))) for code in codes),
        compounds=_by_name((compound.id, compound.name) for compound in compounds),
        time_zones=("UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))),
    )


def _by_name(pairs: Iterable[tuple[str, str]]) -> Named:
    return dict(sorted(pairs, key=lambda pair: pair[1].casefold()))
