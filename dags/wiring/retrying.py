"""Which failures heal: the exit codes of contract.md as Airflow's retries."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from airflow.sdk.definitions.retry_policy import RetryDecision, RetryPolicy

from compoundwatch.errors import EXIT_CONTRACT, EXIT_REFUSED, EXIT_USAGE, CompoundwatchError, TryLater

if TYPE_CHECKING:
    from airflow.sdk.definitions.context import Context

# Wrong settings, a broken contract and a refusal stay what they are until somebody has looked.
_FOR_GOOD = frozenset({EXIT_USAGE, EXIT_CONTRACT, EXIT_REFUSED})
# A server that wishes us away for longer is asked again by a later run anyway.
LONGEST_WISH = timedelta(hours=12)


class RetryWhatHeals(RetryPolicy):
    """Fails at once on what cannot heal, waits as long as a server wishes, and leaves the rest to the task's back-off.

    A wish that is shorter than the back-off changes nothing: it may be no more than our own pause between two pages.
    """

    def evaluate(
        self,
        exception: BaseException,
        try_number: int,
        max_tries: int,  # noqa: ARG002 - Airflow's signature
        context: Context | None = None,
    ) -> RetryDecision:
        if isinstance(exception, CompoundwatchError) and exception.exit_code in _FOR_GOOD:
            return RetryDecision.fail(f"exit code {exception.exit_code} does not heal by itself")
        wish = exception.retry_after if isinstance(exception, TryLater) else None
        if wish is None or wish <= _back_off(try_number, context).total_seconds():
            return RetryDecision.default()
        delay = timedelta(seconds=min(wish, LONGEST_WISH.total_seconds()))
        return RetryDecision.retry(delay, f"asked to wait for {delay.total_seconds():.0f} s")


def _back_off(try_number: int, context: Context | None) -> timedelta:
    """About how long Airflow would wait by itself."""
    if context is None:
        return timedelta()
    task = context["task"]
    delay = timedelta(seconds=task.retry_delay.total_seconds() * 2 ** (try_number - 1))
    longest = task.max_retry_delay
    return min(delay, longest) if isinstance(longest, timedelta) else delay
