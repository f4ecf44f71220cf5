"""Why a page gave nothing, in one vocabulary for answers, failed downloads and pages we did not ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from compoundwatch.errors import EXIT_FAILED, EXIT_LATER, EXIT_REFUSED
from compoundwatch.text import one_line
from spiders.fetching.refusals import NoTurnLeft, RobotsForbids, RobotsUnreadable, TdmReserved
from spiders.page import Page
from spiders.pagecheck import PageClass, Verdict

_MAY_HEAL = {
    DownloadTimeoutError: "did not answer in time",
    DownloadConnectionRefusedError: "refuses connections",
    CannotResolveHostError: "has no address",
    ResponseDataLossError: "broke off in the middle of a page",
    DownloadFailedError: "broke the connection off",
}
# Answers that say of a page that it is no more.
GONE = frozenset({404, 410})
_READABLE = frozenset({"content", "empty"})
# A wall in front of the content, or somebody else's page in its place: nothing that may be worked around.
_WALLS = frozenset({"blocked", "login", "consent", "parked", "suspended"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one page. `exit_code` is the run's when the page was the source's own list.

    `page_class` is the judge's, of a page that did answer.
    """

    exit_code: int
    why: str
    outcome: Literal["refused", "failed"]
    page_class: PageClass | None = None


def of_answer(page: Page, verdict: Verdict, *, drawn: bool = False) -> Trouble | None:
    """What the server's answer says against reading the page as content; None when it may be parsed.

    `drawn`: what looks like a page for browsers only is all that is needed (spiders/shells.py).
    """
    status, kind = page.status, verdict.page_class
    if status < 300 and kind in _READABLE:
        return None
    because = one_line("; ".join(verdict.reasons), 120)
    # The first that holds. 429 may look like a block page; a challenge may come with 503 and is a refusal all the same.
    judgements = (
        (status == 429, Trouble(EXIT_LATER, "asks us to come later (429)", "refused")),
        (status in {401, 403} or kind in _WALLS, Trouble(EXIT_REFUSED, f"{kind} page, status {status}: {because}", "refused")),
        (
            status == 408 or status >= 500 or kind == "error",
            Trouble(EXIT_LATER, f"error page, status {status}: {because}", "failed"),
        ),
        (status >= 400 or kind == "not_found", Trouble(EXIT_FAILED, f"not found, status {status}", "failed")),
        (status >= 300, Trouble(EXIT_FAILED, f"redirect that leads nowhere, status {status}", "failed")),
        (kind == "script_shell" and not drawn, Trouble(EXIT_FAILED, "shows nothing without a browser (fetch: browser)", "failed")),
    )
    return next((replace(trouble, page_class=kind) for holds, trouble in judgements if holds), None)


def of_failure(error: BaseException) -> Trouble:
    """What a page that was not fetched at all failed for."""
    if isinstance(error, (RobotsForbids, TdmReserved)):
        return Trouble(EXIT_REFUSED, str(error), "refused")
    if isinstance(error, RobotsUnreadable):
        asked_to_stay_out = error.status in {401, 403}
        return Trouble(EXIT_REFUSED if asked_to_stay_out else EXIT_LATER, str(error), "refused")
    if isinstance(error, NoTurnLeft):
        return Trouble(EXIT_LATER, str(error), "failed")
    for kind, why in _MAY_HEAL.items():
        if isinstance(error, kind):
            return Trouble(EXIT_LATER, why, "failed")
    # Scrapy tells a body that unpacks to too much only by its words.
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
        return Trouble(EXIT_FAILED, "is longer than app.yml's max_body_mb", "failed")
    return Trouble(EXIT_FAILED, one_line(str(error) or type(error).__name__), "failed")
