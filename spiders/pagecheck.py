"""A page is judged before it is parsed: is this the content, or something that stands in its place?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spiders.page import Page

PageClass = Literal[
    "content", "empty", "blocked", "login", "consent", "parked", "suspended", "not_found", "error", "script_shell"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page is, and the plain reasons for it."""

    page_class: PageClass
    reasons: tuple[str, ...]


def check(page: Page) -> Verdict:
    """The class of a page, by its status, headers, URL and body. Never raises, whatever the body holds."""
    if page.status in {404, 410}:
        return Verdict("not_found", (f"status {page.status}",))
    if page.status in {403, 429}:
        return Verdict("blocked", (f"status {page.status}",))
    return Verdict("content", ("nothing speaks against it",))
