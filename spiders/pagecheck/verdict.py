"""What the page check says of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PageClass = Literal[
    "content", "empty", "blocked", "login", "consent", "parked", "suspended", "not_found", "error", "script_shell"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page is, and the plain reasons for it."""

    page_class: PageClass
    reasons: tuple[str, ...]
