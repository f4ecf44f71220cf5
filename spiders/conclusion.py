"""How a crawl ended, in the one code and the one line that contract.md asks for."""

from __future__ import annotations

from compoundwatch.errors import EXIT_CONTRACT, EXIT_DONE, EXIT_FAILED, EXIT_LATER, EXIT_REFUSED
from compoundwatch.run_folder import ContractLine
from spiders.base import PostingSpider
from spiders.contract import broken

# Scrapy's words for how a spider was closed, in ours.
_REASONS = {"closespider_timeout": "deadline", "shutdown": "stopped"}


def finish_reason(spider: PostingSpider) -> str:
    """finished, deadline, stopped (by a signal), refused or failed."""
    return _REASONS.get(spider.finish_reason, spider.finish_reason)


def conclude(spider: PostingSpider, contract: tuple[ContractLine, ...]) -> tuple[int, str | None]:
    """Exit code and, when it is not 0, why."""
    reason = finish_reason(spider)
    trouble = spider.trouble
    words = broken(contract)
    if trouble and (trouble.exit_code != EXIT_FAILED or reason == "failed" or words is None):
        return trouble.exit_code, trouble.why
    if reason == "stopped":
        return EXIT_FAILED, "the crawl was stopped before it ended"
    if words is None:
        return EXIT_DONE, None
    if reason == "deadline":
        return EXIT_LATER, f"not done within its deadline of {spider.source.deadline:g} s; {words}"
    if spider.tally.postings == 0 and spider.tally.sightings["refused"]:
        return EXIT_REFUSED, f"every page was refused; {words}"
    return EXIT_CONTRACT, f"{words}; {trouble.why}" if trouble else words
