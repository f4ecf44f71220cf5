"""Parts of an advert as an applicant system's API gives them, put together as its page prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spiders.page import Draft, Page
from spiders.reading.html_text import printed_text
from spiders.reading.job_posting import draft_of
from spiders.reading.structured import job_postings


def sections(parts: Iterable[tuple[str | None, str | None]]) -> str:
    """The advert's text from pairs of headline and HTML; a pair without any text is left out, headline and all."""
    blocks = ((headline, printed_text(html)) for headline, html in parts if html)
    return "\n\n".join("\n".join(filter(None, (headline, text))) for headline, text in blocks if text)


def place(*parts: str | None) -> str | None:
    """One place from its parts, the smallest first; what is missing or the same as the part before is left out."""
    return ", ".join(dict.fromkeys(filter(None, parts))) or None


def places(several: Iterable[str | None]) -> str | None:
    """Several places, each once."""
    return "; ".join(dict.fromkeys(filter(None, several))) or None


def public_page(page: Page, native_id: str | None) -> tuple[Draft, ...]:
    """The advert on its public page by its schema.org JobPosting, under the id that the API knows it by.

    A posting that dropped out of its list is asked for once more where a person would open it, not at the API.
    """
    drafts = (replace(draft_of(item, page.url), native_id=native_id) for item in job_postings(page)[:1])
    return tuple(draft for draft in drafts if draft.title or draft.text)
