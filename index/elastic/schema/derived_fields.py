"""The mapping of what is derived from a posting: what the query language searches, what charts read, what the store needs."""

from __future__ import annotations

from typing import Final

from index.elastic.schema.posting_fields import LONGEST_KEYWORD, Mapping
from index.elastic.schema.typed import TYPED
from index.elastic.writing.marks import DERIVED as NOT_KEPT_IN_STORE
from index.elastic.writing.marks import STORE
from index.fields import DATE_FIELDS, NUMBER_FIELDS, PLAIN_FIELDS, VALUE_FIELDS, WORD_FIELDS

# Made again from the posting whenever a document is written, so never kept: a partial update would lose them.
_NOT_KEPT: Final = ("words", "values", "numbers", "moments", "points")
DERIVED: Final = (*_NOT_KEPT, "charts", "store")
# Patterns of what `_source` leaves out.
LEFT_OUT: Final = (*(f"{name}*" for name in _NOT_KEPT), *(f"store.{name}" for name in NOT_KEPT_IN_STORE))

# Prefixes of one and two characters stand in an index of their own: else `"free v"*` would open every word with v.
_PREFIXES: Final = {"min_chars": 1, "max_chars": 2}
_KEYWORD: Final[Mapping] = {"type": "keyword", "ignore_above": LONGEST_KEYWORD}
_DATE: Final[Mapping] = {"type": "date", "format": "strict_date_optional_time"}


def derived_fields() -> Mapping:
    return {
        "words": _object({name: _words(name) for name in WORD_FIELDS}),
        # index.values bounds them to 500 characters, at most 16,500 bytes once folded: far from what Lucene refuses.
        "values": _object({name: {"type": "keyword"} for name in (*VALUE_FIELDS, "point")}),
        # `risk_order`: risk in ten-thousandths, so that equal risks are sorted by time as in the embedded store.
        "numbers": _object({**{name: {"type": "double"} for name in NUMBER_FIELDS}, "risk_order": {"type": "long"}}),
        "moments": _object({name: {"type": "long"} for name in DATE_FIELDS}),
        "points": {"type": "geo_point"},
        "charts": _object(_charts()),
        "store": _object({**STORE, "since": _DATE, "status_at": _DATE}),
    }


def _words(field: str) -> Mapping:
    return {
        "type": "text",
        "analyzer": "whitespace",
        "search_analyzer": TYPED,
        # Relevance is only asked of what people search without naming a field.
        "norms": field in PLAIN_FIELDS,
        # A phrase never reaches from one part of a field into the next.
        "position_increment_gap": 100,
        "index_prefixes": _PREFIXES,
    }


def _charts() -> Mapping:
    """`route` as `KE → TH → MM`; `from`, `via`, `to`: its countries; points of destinations and of compounds linked to."""
    return {
        **dict.fromkeys(("route", "from", "via", "to", "review"), _KEYWORD),
        "destination": {"type": "geo_point"},
        "compound": {"type": "geo_point"},
    }


def _object(properties: Mapping) -> Mapping:
    return {"type": "object", "dynamic": "strict", "properties": properties}
