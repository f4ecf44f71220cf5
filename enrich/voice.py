"""Who is speaking: somebody who offers work, or somebody who warns, reports, or tells what happened to them.

Warnings and news repeat every word of the adverts they speak of, so this decides how much those words count.
"""

from __future__ import annotations

from collections.abc import Sequence

from compoundwatch.posting import Indicator

FRAMES = ("warning_voice", "victim_account", "news_report", "help_line")
# A further, different turn of phrase of the same kind says less than the first.
_FURTHER = 0.5
_MOST_FURTHER = 3


def frame_strength(counters: Sequence[Indicator]) -> float:
    """How clearly a text warns or reports, from 0 up; from about 3 on it leaves little doubt.

    Each kind of sign counts once in full and up to three more times by half, so that one stray word is never enough.
    """
    total = 0.0
    for name in FRAMES:
        signs = {sign.raw.casefold(): -sign.weight for sign in counters if sign.name == name}
        weights = sorted(signs.values(), reverse=True)[: _MOST_FURTHER + 1]
        total += sum(weights[:1]) + _FURTHER * sum(weights[1:])
    return total
