"""Who is speaking: somebody who offers work, or somebody who warns, reports, or tells what happened to them.

Warnings and news repeat every word of the adverts they speak of, so this decides how much those words count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from compoundwatch.posting import Indicator, Pay
from enrich.signals import Signals

FRAMES = ("warning_voice", "victim_account", "news_report", "help_line", "reported_offer", "asks_readers", "quoted_advert")
# A further, different turn of phrase of the same kind says less than the first.
_FURTHER = 0.5
_MOST_FURTHER = 3
# Two different turns of phrase of one kind.
_MORE_THAN_ONE = 2.0

# Only what closes soon is a quotation; inches and apostrophes are not.
_QUOTATION = regex.compile('[“„«「『‘][^“”„«»「」『』‘’]{12,600}+[”“»」』’]|"[^"\n]{12,600}+"|' + r"(?<!\w)'[^'\n]{12,600}+'(?!\w)")
# Besides what the lexicons call a promise, an advert is known by the work it names.
_WORK = ("simple_role", "scam_work")
_PROMISES = 2


def quotations(signals: Signals, pay: Pay | None) -> Iterator[Indicator]:
    """The indicator `quoted_advert`: a quotation that holds two or more different promises of adverts, work and pay among them."""
    promises = [
        (*signals.span(hit.first, hit.last), name)
        for name, hits in signals.hits.items()
        if signals.is_indicator(name) or name in _WORK
        for hit in hits
    ]
    promises += [(pay.start, pay.end, "pay")] if pay else []
    for match in _QUOTATION.finditer(signals.document.body) if promises else ():
        start, end = match.span()
        if len({name for first, last, name in promises if start <= first and last <= end}) >= _PROMISES:
            yield signals.indicator("quoted_advert", start, end)
            return


def is_clear(signals: Signals) -> bool:
    """Whether the words alone leave little doubt that the text warns or reports; one stray word does not."""
    return frame_strength(signals.found_of(FRAMES)) >= _MORE_THAN_ONE


def frame_strength(counters: Sequence[Indicator]) -> float:
    """How clearly a text warns or reports, from 0 up; from about 3 on it leaves little doubt.

    Each kind of sign counts once in full and up to three more times by half, so that one stray word is never enough.
    """
    total = 0.0
    names = {sign.name for sign in counters}
    for name in filter(names.__contains__, FRAMES):
        signs = {sign.raw.casefold(): -sign.weight for sign in counters if sign.name == name}
        weights = sorted(signs.values(), reverse=True)[: _MOST_FURTHER + 1]
        total += sum(weights[:1]) + _FURTHER * sum(weights[1:])
    return total
