"""SIGKILL at many moments of both stages, its runs in an object store, then both again: nothing lost, nothing doubled."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from compoundwatch.archive import open_archive
from compoundwatch.config import load_settings
from index import open_store
from tests.compoundwatch.pipeline.made_up import Installation

# A stage each, as two tasks would call them; a killed one is called again with the same words.
_BOTH = """
import sys
from datetime import UTC, datetime
from compoundwatch.config import load_settings
from compoundwatch.pipeline.stages.crawl import crawl_stage
from compoundwatch.pipeline.stages.publish import publish_stage
settings, at = load_settings(), datetime(2026, 11, 21, 9, tzinfo=UTC)
outcome = crawl_stage(settings, "board", at, lambda _: None)
print("crawled", flush=True)
if outcome.exit_code:
    sys.exit(outcome.exit_code)
publish_stage(settings, outcome.run, at)
"""
_ENDS_WITHIN = 120


def both(installation: Installation, killed_after: float | None = None) -> float:
    """Seconds until it ended, by itself or not."""
    begun = time.monotonic()
    with subprocess.Popen([sys.executable, "-c", _BOTH], env=installation.environment, stdout=subprocess.DEVNULL) as process:
        try:
            assert process.wait(_ENDS_WITHIN if killed_after is None else killed_after) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            assert killed_after is not None
    return time.monotonic() - begun


@pytest.mark.slow
@pytest.mark.parametrize("installation", ["s3"], indirect=True)
def test_killed_again_and_again(installation: Installation) -> None:
    settings = load_settings(installation.environment)
    # The whole takes some seconds; a killed one may leave less to do, or end by itself before it is killed.
    for share in (0.3, 0.5, 0.65, 0.8, 0.9):
        both(installation, killed_after=share * 6)
    both(installation)

    with open_store(settings) as store:
        postings = list(store.all())
        told = [change.posting.title for change in store.since(0) if change.event == "new"]
    expected = [f"Advert {number}" for number in range(1, 7)]
    assert sorted(posting.title for posting in postings) == expected
    assert sorted(told) == expected
    assert {(posting.status, posting.revision) for posting in postings} == {("active", 0)}
    archive = open_archive(settings)
    for run in archive.runs():
        with archive.open(run) as folder:
            assert folder.read_stats().captured == sum(1 for _ in folder.read_captured())
    assert list(archive.torn()) == []
    assert list(archive.unsaved()) == []
