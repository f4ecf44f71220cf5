"""What a saved search asks beside its query, as a query: filters, least level, topics."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, get_args

from compoundwatch.config import AlertConfig
from compoundwatch.config.alerts import Topic
from compoundwatch.posting import Posting, RiskLevel
from index.query import And, Node, Not, Or, Value
from index.reference import Reading, matches
from index.values import search_form

_LEVELS: Final[tuple[RiskLevel, ...]] = get_args(RiskLevel)

LINKED: Final[Node] = Value("compound", ("",), prefix=True)
# What a first telling is told as; growth, and what follows of that which was told, is for whoever was told or finds it.
TOPICS: Final[dict[Topic, Node]] = {"compound_linked": LINKED, "indicators": Not(LINKED)}


def narrowed(alert: AlertConfig, query: Node) -> Node:
    """The query with all filters and the least level of its alert: what it finds may be told, as what `tell` says."""
    return And((query, wanted(alert)))


def wanted(alert: AlertConfig) -> Node:
    """The filters alone. A posting linked to a compound passes at any level."""
    return _filters(alert.min_level, alert.countries, alert.languages, alert.compounds, alert.links)


def tells(alert: AlertConfig, posting: Posting) -> bool:
    """Whether a posting that the query finds would be told when it is first seen, and not as growth of a campaign."""
    topic: Topic = "compound_linked" if posting.compounds else "indicators"
    return topic in alert.tell and matches(wanted(alert), Reading(posting))


@lru_cache(maxsize=4096)
def _filters(
    level: RiskLevel, countries: tuple[str, ...], languages: tuple[str, ...], compounds: tuple[str, ...], links: tuple[str, ...]
) -> Node:
    parts = [
        _one_of(field, values)
        for field, values in (("country", countries), ("language", languages), ("compound", compounds), ("linked_by", links))
        if values
    ]
    return And((_at_least(level), *parts))


def _one_of(field: str, values: tuple[str, ...]) -> Node:
    return Value(field, tuple(search_form(field, value) for value in values))


def _at_least(level: RiskLevel) -> Node:
    return Or((LINKED, Value("level", _LEVELS[_LEVELS.index(level) :])))
