"""The exit codes of a crawl as errors."""

from __future__ import annotations

import pytest

from compoundwatch.errors import CompoundwatchError, TryLater
from compoundwatch.pipeline.stages.crawl import CrawlOutcome
from compoundwatch.pipeline.stages.ending import run_of


def test_a_crawl_that_ended_well_gives_its_run() -> None:
    assert run_of(CrawlOutcome(run="board/20261121T000000", exit_code=0)) == "board/20261121T000000"


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5])
def test_any_other_end_is_the_error_of_its_code(code: int) -> None:
    with pytest.raises(CompoundwatchError, match="it said no") as raised:
        run_of(CrawlOutcome(run="board/20261121T000000", exit_code=code, why="it said no"))
    assert raised.value.exit_code == code


def test_when_to_ask_again_is_kept() -> None:
    with pytest.raises(TryLater) as raised:
        run_of(CrawlOutcome(run=None, exit_code=5, why="429", retry_after=30))
    assert raised.value.retry_after == 30


def test_a_crawl_that_left_nothing_did_not_end_well() -> None:
    with pytest.raises(CompoundwatchError, match="exit code 0"):
        run_of(CrawlOutcome(run=None, exit_code=0))
