"""Mappings of the indices that stand beside the monthly ones."""

from __future__ import annotations

from index.elastic.schema.posting_fields import LONGEST_KEYWORD, Mapping

_KEYWORD: Mapping = {"type": "keyword", "ignore_above": LONGEST_KEYWORD}
_DATE: Mapping = {"type": "date", "format": "strict_date_optional_time"}
_LONG: Mapping = {"type": "long"}
_DOUBLE: Mapping = {"type": "double"}
_BOOLEAN: Mapping = {"type": "boolean"}
_UNREAD: Mapping = {"type": "object", "enabled": False}

# As the contract names them (spiders.pagecheck.PageClass), and how a sighting can end.
_PAGE_CLASSES = (
    "content", "empty", "blocked", "login", "consent", "parked", "suspended", "not_found", "error", "script_shell",
)  # fmt: skip
_SIGHTINGS = ("new", "changed", "unchanged", "not_modified", "gone", "refused", "failed")


def single_mappings() -> dict[str, Mapping]:
    """The mapping of each of `names.SINGLE`. `state` is read by id alone: nothing in it is indexed."""
    strict = {
        "ids": {"month": _KEYWORD, "erased_at": _DATE},
        "pending": {"chunk": _KEYWORD, "at": _DATE, "position": _LONG, "entries": _UNREAD},
        "changes": _changes(),
        "revisions": {"posting_id": _KEYWORD, "number": _LONG, "since": _DATE, "until": _DATE, "posting": _UNREAD},
        "campaigns": {"alias": _KEYWORD, "campaign": _KEYWORD},
        "runs": _runs(),
        "alerts": _alerts(),
    }
    return {"state": {"dynamic": False}} | {
        kind: {"dynamic": "strict", "properties": properties} for kind, properties in strict.items()
    }


def _changes() -> Mapping:
    return {
        **dict.fromkeys(("event", "posting_id", "origin", "month", "batch"), _KEYWORD),
        **dict.fromkeys(("seq", "revision"), _LONG),
        "at": _DATE,
        "silent": _BOOLEAN,
    }


def _runs() -> Mapping:
    words = ("run", "source", "finish_reason", "outcome", "why", "broken_rules", "statuses")
    return {
        **dict.fromkeys(words, _KEYWORD),
        **dict.fromkeys(("started", "ended"), _DATE),
        **dict.fromkeys(("complete", "contract_kept", "published"), _BOOLEAN),
        **dict.fromkeys(("exit_code", "pages", "bytes", "postings", "captured"), _LONG),
        "seconds": _DOUBLE,
        "classes": {"type": "object", "properties": dict.fromkeys(_PAGE_CLASSES, _LONG)},
        "sightings": {"type": "object", "properties": dict.fromkeys(_SIGHTINGS, _LONG)},
    }


def _alerts() -> Mapping:
    """`subscriber` is a short keyed hash; no address ever stands here."""
    words = (
        "alert", "subscriber", "event", "posting_id", "campaign", "source", "level", "state", "mail",
        "country", "compound", "language", "beat", "trouble",
    )  # fmt: skip
    return {
        **dict.fromkeys(words, _KEYWORD),
        **dict.fromkeys(("told_at", "settled_at"), _DATE),
        **dict.fromkeys(("score", "seconds_to_mail"), _DOUBLE),
        "compound_linked": _BOOLEAN,
        "tries": _LONG,
    }
