"""From a draft to the record: text cleaned, personal data masked, URL canonical, id made, country taken from the source."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Advert, Captured, Evidence, posting_id
from compoundwatch.privacy import mask_advert
from compoundwatch.text import clean, inline
from compoundwatch.urls import canonical_url
from compoundwatch.zawgyi import without_zawgyi
from spiders.mirrors import on_home
from spiders.page import Draft

# An advert is a few pages at most; what is longer is a fault of the page or an attack on the reader.
_LONGEST_TEXT = 100_000
_LONGEST_LINE = 1_000
_LONGEST_ID = 400


def capture(draft: Draft, source: SourceConfig, fetched_at: datetime, evidence: Evidence | None) -> Captured:
    """The posting that a spider hands on. Raises ValueError where the draft has no words or no http(s) URL."""
    return Captured(fetched_at=fetched_at, evidence=evidence, **_printed(draft, source))


def read_by_hand(draft: Draft, source: SourceConfig) -> Advert:
    """The same of a lone file, of which nobody knows when it was fetched. Raises ValueError as `capture` does."""
    return Advert(**_printed(draft, source))


def _printed(draft: Draft, source: SourceConfig) -> dict[str, Any]:
    url = on_home(canonical_url(draft.url), source)
    native_id = _line(draft.native_id)
    if not native_id or len(native_id) > _LONGEST_ID:
        native_id = url
    fields = {
        "id": posting_id(source.name, native_id),
        "source": source.name,
        "native_id": native_id,
        "url": url,
        "kind": source.kind,
        "title": _line(draft.title) or "",
        "text": clean(draft.text[:_LONGEST_TEXT]),
        "hiring_organization": _line(draft.hiring_organization),
        "job_location": _line(draft.job_location),
        "base_salary": _line(draft.base_salary),
        "employment_type": _line(draft.employment_type),
        "source_country": source.country,
        "date_posted": draft.date_posted,
        "valid_through": draft.valid_through,
    }
    return mask_advert(without_zawgyi(fields))


def _line(text: str | None) -> str | None:
    return clean(inline(text or "")[:_LONGEST_LINE]) or None
