"""How a crawl ended, as the error that says so."""

from __future__ import annotations

from compoundwatch.errors import (
    EXIT_CONTRACT,
    EXIT_DONE,
    EXIT_LATER,
    EXIT_REFUSED,
    EXIT_USAGE,
    CompoundwatchError,
    ContractBroken,
    SourceRefused,
    TryLater,
    UsageError,
)
from compoundwatch.pipeline.stages.crawl import CrawlOutcome

_ERRORS: dict[int, type[CompoundwatchError]] = {EXIT_USAGE: UsageError, EXIT_CONTRACT: ContractBroken, EXIT_REFUSED: SourceRefused}


def run_of(outcome: CrawlOutcome) -> str:
    """The run of a crawl that ended well. Raises what its exit code stands for (compoundwatch/errors.py)."""
    if outcome.exit_code == EXIT_DONE and outcome.run:
        return outcome.run
    why = outcome.why or f"the crawl ended with exit code {outcome.exit_code}"
    if outcome.exit_code == EXIT_LATER:
        raise TryLater(why, outcome.retry_after)
    raise _ERRORS.get(outcome.exit_code, CompoundwatchError)(why)
