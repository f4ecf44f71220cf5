"""Rows of a table as postings: which column is which field, and what a row must hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from compoundwatch.errors import UsageError
from compoundwatch.text import one_line
from spiders.importers.reading.said import http_url
from spiders.importers.reading.saved import Given, SavedRow
from spiders.page import Draft
from spiders.reading.dates import printed_date

_WORDS = ("title", "text")
# Our own name, and what a posting calls the same.
_SAVED_AT = ("saved_at", "fetched_at")
FIELDS = (
    *_WORDS, "url", "native_id", "hiring_organization", "job_location", "base_salary", "employment_type", "date_posted",
    "valid_through", *_SAVED_AT,
)  # fmt: skip


class BadRow(Exception):
    """A row that is no posting; the message says why."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Posting field → heading. A heading that is a field's own name need not be given."""

    headings: Mapping[str, str]

    @classmethod
    def of(cls, headings: Iterable[str], given: Given) -> Columns:
        """Raises UsageError for a field or heading that there is not, and where neither title nor text has a column."""
        there = list(headings)
        named = {heading.strip().lower().replace(" ", "_"): heading for heading in there}
        found = {field: named[field] for field in FIELDS if field in named}
        for field, heading in given.columns.items():
            if heading not in there:
                raise UsageError(f"--map {field}={one_line(heading)}: there is no such column, but {_shown(there)}")
            found[field] = heading
        if not any(field in found for field in _WORDS):
            raise UsageError(f"no column is title or text: --map text=HEADING says which; there are {_shown(there)}")
        return cls(found)


def check_fields(columns: Mapping[str, str]) -> None:
    """Raises UsageError where `--map` names what is no field."""
    if unknown := columns.keys() - set(FIELDS):
        raise UsageError(f"--map: {one_line(', '.join(sorted(unknown)))} is none of {', '.join(FIELDS)}")


def saved_row(cells: Mapping[str, str], columns: Columns, given: Given, *, number: int, otherwise: datetime) -> SavedRow:
    """One posting. `cells` is the row by heading, `otherwise` when it was saved where nobody says. Raises BadRow."""
    values = {field: text for field, heading in columns.headings.items() if (text := cells.get(heading, "").strip())}
    if not any(field in values for field in _WORDS):
        raise BadRow("has neither title nor text")
    url = http_url(values.get("url")) or (None if "url" in values else given.url)
    if url is None:
        raise BadRow("url: expected an http(s) address, or --url for all rows")
    payload = orjson.dumps(dict(cells))
    draft = Draft(
        url=url,
        title=values.get("title", ""),
        text=values.get("text", ""),
        native_id=values.get("native_id") or (None if "url" in values else _own_id(payload)),
        hiring_organization=values.get("hiring_organization"),
        job_location=values.get("job_location"),
        base_salary=values.get("base_salary"),
        employment_type=values.get("employment_type"),
        date_posted=_date("date_posted", values, given),
        valid_through=_date("valid_through", values, given),
    )
    dates = (_date(field, values, given) for field in _SAVED_AT)
    at = given.saved_at or next(filter(None, dates), None) or otherwise
    return SavedRow(draft, given.not_ahead(at), given.kind, number, payload)


def _own_id(payload: bytes) -> str:
    """Of a row that has no address and no id of its own: its content, so that the same row is the same posting."""
    return f"row-{hashlib.sha256(payload).hexdigest()[:24]}"


def _date(field: str, values: Mapping[str, str], given: Given) -> datetime | None:
    text = values.get(field)
    if text is None:
        return None
    date = printed_date(text, given.languages or ("en",))
    if date is None:
        raise BadRow(f"{field}: expected a date such as 2026-05-08, not {one_line(text, 40)!r}")
    return date


def _shown(headings: list[str]) -> str:
    return one_line(", ".join(headings), 300) or "none"
