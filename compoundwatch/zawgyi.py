"""Zawgyi, the font encoding that Burmese posts were long written in: told from Unicode and converted.

It puts other signs on Unicode's code points, so that its text is garbage to a reader, a search and every lexicon. The judgement is
Google's Markov model (myanmartools), the conversion Parabaik's rules (paraencoder). Many posts say the same in both
encodings, one after the other: so each line is judged by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from myanmartools import ZawgyiDetector

NAME = "zawgyi"
# The fields of an advert that a page prints.
_PRINTED = ("title", "text", "hiring_organization", "job_location", "base_salary", "employment_type")
_BURMESE = re.compile(r"[\u1000-\u109f]")
# The beginning of a line says enough, at a microsecond a letter.
_JUDGED = 300
# myanmartools advises 0.95 and more where text is converted unasked; between the two a line follows the rest of its text.
_SURELY, _SURELY_NOT = 0.95, 0.05


def without_zawgyi(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of an advert with Zawgyi made Unicode; where any was, `encoding` says so. Anything but text is left alone."""
    texts = {name: value for name in _PRINTED if isinstance(value := fields.get(name), str) and _BURMESE.search(value)}
    changed = {name: made for name, value in texts.items() if (made := to_unicode(value)) != value}
    return {**fields, **changed, "encoding": NAME} if changed else fields


def to_unicode(text: str) -> str:
    """The text with its lines in Zawgyi as Unicode; all else character for character as it was."""
    if not _BURMESE.search(text):
        return text
    lines = text.split("\n")
    chances = [_chance(line) for line in lines]
    mainly = max((chance for chance in chances if not _SURELY_NOT < chance < _SURELY), default=0) >= _SURELY
    return "\n".join(
        _converted(line) if chance >= _SURELY or (mainly and chance > _SURELY_NOT) else line
        for line, chance in zip(lines, chances, strict=True)
    )


def _chance(line: str) -> float:
    """How likely the line is Zawgyi; minus infinity where it has no Burmese, or none that differs."""
    burmese = _BURMESE.search(line)
    return _detector().get_zawgyi_probability(line[burmese.start() : burmese.start() + _JUDGED]) if burmese else float("-inf")


def _converted(line: str) -> str:
    from para.convert import zg_to_unicode

    return str(zg_to_unicode(line, force=True))


@lru_cache(maxsize=1)
def _detector() -> ZawgyiDetector:
    from myanmartools import ZawgyiDetector

    return ZawgyiDetector()
