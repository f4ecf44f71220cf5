"""What speaks against a lure: somebody who can be asked, found or checked, and the voice of a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compoundwatch.posting import Contact, Indicator
from enrich.facts import Facts
from enrich.judging.usual_pay import UsualPay
from enrich.judging.voice import FRAMES, quotations
from enrich.signals import in_order

BY_WORDS = (
    "licensed_agency", "official_channel", "written_contract", "lawful_fee", "no_fee_asked", "office_address",
    "statutory_benefits", "real_requirements", "training", "deductions_stated", "local_work", *FRAMES,
)  # fmt: skip
# Up to this many times what unskilled work brings, pay is usual.
USUAL = 1.8
# Anybody has a telephone; a mail address is mostly somebody's own domain.
_OPEN_CHANNELS: Mapping[str, str] = {"email": "employer_contact", "phone": "telephone"}
# Where the readers of a language mostly live; languages of many countries are left out.
_HOME: Mapping[str, str] = {
    "th": "TH", "vi": "VN", "id": "ID", "ms": "MY", "km": "KH", "my": "MM", "lo": "LA", "tl": "PH", "ne": "NP", "si": "LK",
    "zh-Hans": "CN", "zh-Hant": "TW", "hi": "IN", "te": "IN", "ta": "IN", "bn": "BD", "ur": "PK", "am": "ET", "uz": "UZ",
    "ja": "JP", "ko": "KR",
}  # fmt: skip
_TRAVEL = ("fees_paid_by_employer", "visa_arranged", "passport_handling")


def find_counter_indicators(facts: Facts, usual_pay: UsualPay) -> tuple[Indicator, ...]:
    """By place in the text."""
    signals = facts.signals
    found = signals.found_of(BY_WORDS)
    found += [signals.indicator("named_employer", org.start, org.end) for org in facts.organisations]
    found += [signals.indicator(_OPEN_CHANNELS[way.type], way.start, way.end) for way in _open_ways(facts)]
    found += [*_usual_pay(facts, usual_pay), *_local_work(facts), *quotations(signals, facts.pay)]
    if not (facts.roles and (facts.pay or signals.has("job_offer"))):
        # An offer of work may speak of discounts and bookings too.
        found += signals.found("not_a_job")
    if not facts.offers_work:
        found.append(signals.indicator("no_work_offered", *facts.first_words()))
    return in_order(found)


def _open_ways(facts: Facts) -> list[Contact]:
    messaging = facts.messaging_ways
    return [way for way in facts.ways if way.type in _OPEN_CHANNELS and way not in messaging]


def _usual_pay(facts: Facts, usual_pay: UsualPay) -> Iterator[Indicator]:
    pay = facts.pay
    if not pay or not pay.usd_per_month:
        return
    usual = usual_pay.monthly(facts.work_countries, facts.homes)
    if pay.usd_per_month <= USUAL * usual.usd:
        yield facts.signals.indicator("usual_pay", pay.start, pay.end, against=str(usual))


def _local_work(facts: Facts) -> Iterator[Indicator]:
    """The only country named is the readers' own, and nothing is said of travelling or of a border town."""
    home = _HOME.get(facts.language)
    if home and facts.work_countries == {home} and not facts.signals.has(*_TRAVEL, "local_work", "border_or_sez_location"):
        place = next(place for place in facts.places if place.country == home)
        yield facts.signals.indicator("local_work", place.start, place.end)
