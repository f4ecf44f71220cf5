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
    """Fails at once on what cannot heal, waits as long as a server wishes, and leaves the rest to the task's back-off."""

    def evaluate(
        self,
        exception: BaseException,
        try_number: int,  # noqa: ARG002 - Airflow's signature
        max_tries: int,  # noqa: ARG002
        context: Context | None = None,  # noqa: ARG002
    ) -> RetryDecision:
        if isinstance(exception, CompoundwatchError) and exception.exit_code in _FOR_GOOD:
            return RetryDecision.fail(f"exit code {exception.exit_code} does not heal by itself")
        if isinstance(exception, TryLater) and exception.retry_after is not None:
            delay = min(timedelta(seconds=exception.retry_after), LONGEST_WISH)
            return RetryDecision.retry(delay, f"asked to wait for {delay.total_seconds():.0f} s")
        return RetryDecision.default()
