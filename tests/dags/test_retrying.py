"""Which failure is tried again, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from airflow.sdk.definitions.retry_policy import RetryAction

from compoundwatch.errors import (
    CompoundwatchError,
    ConfigError,
    ContractBroken,
    SourceRefused,
    StoreError,
    TryLater,
    UsageError,
)
from dags.wiring.retrying import LONGEST_WISH, RetryWhatHeals

if TYPE_CHECKING:
    from airflow.sdk.definitions.context import Context

POLICY = RetryWhatHeals()


@dataclass
class Task:
    """What Airflow's context says of a task, as far as it is asked."""

    retry_delay: timedelta = timedelta(minutes=5)
    max_retry_delay: timedelta | None = timedelta(hours=1)


# A context has some thirty keys more.
CONTEXT = cast("Context", {"task": Task()})


@pytest.mark.parametrize(
    "error",
    [UsageError("no source"), ConfigError(Path("a.yml"), 1, "title", "text"), ContractBroken("too few"), SourceRefused("403")],
)
def test_what_cannot_heal_fails_at_once(error: CompoundwatchError) -> None:
    assert POLICY.evaluate(error, 1, 3).action == RetryAction.FAIL


@pytest.mark.parametrize("error", [TryLater("the index refuses"), StoreError("broken"), OSError("disk"), ZeroDivisionError()])
def test_what_may_heal_is_left_to_the_back_off(error: Exception) -> None:
    decision = POLICY.evaluate(error, 1, 3)
    assert (decision.action, decision.retry_delay) == (RetryAction.DEFAULT, None)


def test_a_server_that_says_when_is_asked_then() -> None:
    decision = POLICY.evaluate(TryLater("429", retry_after=90), 1, 3)
    assert (decision.action, decision.retry_delay) == (RetryAction.RETRY, timedelta(seconds=90))


def test_a_wish_that_is_shorter_than_the_back_off_hurries_nobody() -> None:
    """Our own pause between two pages of a domain comes as such a wish."""
    assert POLICY.evaluate(TryLater("503", retry_after=5), 1, 3, CONTEXT).action == RetryAction.DEFAULT
    assert POLICY.evaluate(TryLater("429", retry_after=400), 1, 3, CONTEXT).retry_delay == timedelta(seconds=400)
    assert POLICY.evaluate(TryLater("429", retry_after=400), 2, 3, CONTEXT).action == RetryAction.DEFAULT


def test_nobody_is_waited_for_longer_than_half_a_day() -> None:
    assert POLICY.evaluate(TryLater("503", retry_after=1e9), 1, 3).retry_delay == LONGEST_WISH
