"""What speaks for a lure: eighteen indicators, as combinations of words, contacts, pay and places.

Their names are those of the measuring set; docs/indicators.md says what each means. None proves anything by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from compoundwatch.posting import Indicator
from enrich.facts import Facts
from enrich.facts.audience import age_or_sex_limits
from enrich.judging.obfuscation import find_obfuscation
from enrich.judging.usual_pay import UsualPay
from enrich.judging.voice import is_clear
from enrich.signals import in_order

# Found by their words alone.
BY_WORDS = (
    "fees_paid_by_employer", "visa_arranged", "no_experience", "language_only", "urgent_departure", "free_food_lodging",
    "passport_handling", "task_scam", "scam_work", "typing_test", "group_hiring_commission", "upfront_fee", "guaranteed_income",
)  # fmt: skip
# Pay of this many times the usual wage for unskilled work is "far above"; where certificates or years of work are asked for,
# the second. Never less than that alone: graduates are lured too (OHCHR 2023).
FAR_ABOVE, FAR_ABOVE_SKILLED = 2.5, 4.5
# So many characters, or so much of the text, may follow the wish to be written to: 136 of our 138 made-up lures without an
# account keep to it, and 23 of 67 warnings that name an app.
_LAST_CHARACTERS, _LAST_SHARE = 20, 0.25


class IndicatorFinder:
    """Finds indicators. Keep one for many documents."""

    def __init__(self, usual_pay: UsualPay, border_places: frozenset[str], vocabulary: frozenset[str]) -> None:
        """`border_places`: names of border towns and zones; `vocabulary`: words of the lexicons, which disguised words hide."""
        self._usual_pay = usual_pay
        self._border_places = border_places
        self._vocabulary = vocabulary

    def find(self, facts: Facts) -> tuple[Indicator, ...]:
        """By place in the text."""
        found = [
            *facts.signals.found_of(BY_WORDS),
            *age_or_sex_limits(facts.signals, facts.age, facts.audience),
            *find_obfuscation(facts.signals, facts.contacts, self._vocabulary),
            *_messaging_only(facts),
            *_vague_employer(facts),
            *self._border(facts),
            *self._high_pay(facts),
        ]
        return in_order(found)

    def _border(self, facts: Facts) -> Iterator[Indicator]:
        yield from facts.signals.found("border_or_sez_location")
        for place in facts.places:
            if place.precision == "site" or place.name in self._border_places:
                yield facts.signals.indicator("border_or_sez_location", place.start, place.end)

    def _high_pay(self, facts: Facts) -> Iterator[Indicator]:
        """Figures against what such work usually brings; where no figure is given, the words that praise the pay."""
        pay = facts.pay
        if not facts.offers_work:
            return
        if pay is None or pay.usd_per_month is None:
            yield from facts.signals.found("high_pay_low_skill")
            return
        usual = self._usual_pay.monthly(facts.work_countries, facts.homes)
        times = FAR_ABOVE_SKILLED if facts.signals.has("real_requirements") else FAR_ABOVE
        if pay.usd_per_month >= times * usual.usd:
            yield facts.signals.indicator("high_pay_low_skill", pay.start, pay.end, against=str(usual))


def _messaging_only(facts: Facts) -> Iterator[Indicator]:
    """Every contact is a messaging account, and nothing else leads to the advertiser: no office, mail, form or plain telephone."""
    if facts.signals.has("office_address") or not facts.offers_work:
        return
    yield from (facts.signals.indicator("messaging_contact_only", way.start, way.end) for way in facts.messaging_ways)
    if not facts.ways:
        yield from _asks_to_be_written_to(facts)


def _vague_employer(facts: Facts) -> Iterator[Indicator]:
    """Nobody is named who would employ or send the reader. It rests on what is missing: its words are the headline."""
    if not facts.offers_work or facts.organisations or facts.signals.has("licensed_agency", "official_channel"):
        return
    if is_clear(facts.signals):
        return
    if facts.signals.has("office_address", "employer_contact") or facts.advert_names_employer():
        return
    words = list(facts.signals.found("vague_employer"))
    yield from words or [facts.signals.indicator("vague_employer", *facts.first_words())]


def _asks_to_be_written_to(facts: Facts) -> Iterator[Indicator]:
    """The last such wish, where the text ends with it: who only tells of an app goes on telling."""
    hits = facts.signals.hits.get("message_me")
    if not hits:
        return
    start, end = facts.signals.span(hits[-1].first, hits[-1].last)
    length = len(facts.signals.document.body)
    if length - end <= max(_LAST_CHARACTERS, _LAST_SHARE * length):
        yield facts.signals.indicator("messaging_contact_only", start, end)
