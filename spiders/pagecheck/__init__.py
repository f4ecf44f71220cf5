"""A page is judged before it is parsed: is this the content, or something that stands in its place?"""

from __future__ import annotations

from spiders.page import Page
from spiders.pagecheck.data import judge_data
from spiders.pagecheck.rules import judge_html
from spiders.pagecheck.verdict import PageClass, Verdict
from spiders.reading.structured import has_job_posting

__all__ = ["PageClass", "Verdict", "check"]

_GONE = frozenset({404, 410})
# 418, 420, 430, 493 and 999 are refusals of one site or firewall each.
_REFUSED = frozenset({403, 406, 418, 420, 429, 430, 451, 493, 999})
# What a page may still be when its status says that it is not there, or that we may not have it.
_WORSE_THAN_GONE = frozenset({"blocked", "suspended", "parked"})
_NO_ANSWER = frozenset({"content", "empty", "script_shell"})


def check(page: Page) -> Verdict:
    """The class of a page, by its status, headers, URL and body. Never raises, whatever the body holds."""
    if page.status < 400 and has_job_posting(page):
        return Verdict("content", ("the page holds a schema.org JobPosting",))
    judged = judge_data(page) or judge_html(page)
    said = _by_status(page.status)
    if said is None or judged.page_class == "blocked":
        return judged
    stands = judged.page_class in _WORSE_THAN_GONE if page.status in _GONE else judged.page_class not in _NO_ANSWER
    return judged if stands else said


def _by_status(status: int) -> Verdict | None:
    """What the status alone says; None for one that comes with content."""
    reasons = (f"status {status}",)
    if status < 400:
        return None
    if status in _GONE:
        return Verdict("not_found", reasons)
    if status in _REFUSED:
        return Verdict("blocked", reasons)
    return Verdict("login" if status in {401, 407, 511} else "error", reasons)
