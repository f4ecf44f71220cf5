"""Searches that tell too much to be read: refused on the web pages, warned about for files.

A search is too broad when
- nothing in it narrows: `*`, only exclusions, only a date, one letter with a star;
- it would tell more than 50 postings a day on average. Fifty is what one mail shows (`most`), so a daily digest would show only a
  part of what it tells, for ever;
- it would tell more than a quarter of all that was taken in, where that is enough to judge by (200 postings): such a search
  selects nothing, and grows with every source that is added.
"""

from __future__ import annotations

from datetime import datetime

from alerts.subscriptions.preview import Preview
from compoundwatch.config import AlertConfig
from compoundwatch.config.alerts import MOST_PER_MAIL
from index.query import All, And, Node, Not, Or, Range, Words

MOST_A_DAY = MOST_PER_MAIL
LARGEST_SHARE = 0.25
ENOUGH_TO_JUDGE = 200

_NARROW = 'add words of the adverts you look for, a place (near:"KK Park"~60km), or compound:*'
_HIGHER = "raise the level, or choose countries, languages or compounds"


def finds_anything(query: Node) -> bool:
    """Whether nothing in a query narrows what it finds."""
    match query:
        case All() | Not():
            return True
        case Words(tokens, prefix):
            return prefix and sum(map(len, tokens)) < 2
        case Range(low=low, high=high):
            return isinstance(low or high, datetime)
        case And(nodes):
            return all(map(finds_anything, nodes))
        case Or(nodes):
            return any(map(finds_anything, nodes))
        case _:
            return False


def too_broad(alert: AlertConfig, query: Node) -> str | None:
    """Why a search cannot be saved whatever it finds today, with advice; None where it can. Filters by compound narrow too."""
    if finds_anything(query) and not (alert.compounds or alert.links):
        return f"this search finds every advert: {_NARROW}"
    return None


def too_many(found: Preview) -> str | None:
    """Why a search tells too much, with advice; None where it does not."""
    if found.told > MOST_A_DAY * found.days:
        return f"this search would tell more than {MOST_A_DAY} adverts a day, more than anybody reads: {_NARROW}; or {_HIGHER}"
    if found.taken_in >= ENOUGH_TO_JUDGE and found.told > LARGEST_SHARE * found.taken_in:
        share = round(100 * found.told / found.taken_in)
        return f"this search would tell {share} % of all adverts that we take in: {_NARROW}; or {_HIGHER}"
    return None
