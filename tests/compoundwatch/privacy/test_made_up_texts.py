"""What is marked in the made-up texts is masked, to the character, and nothing else."""

from __future__ import annotations

import pytest

from benchmarks.privacy import Labelled, figures, labelled, measure
from compoundwatch.privacy import findings

TEXTS = list(labelled())


@pytest.mark.parametrize("one", TEXTS, ids=[f"{one.group}: {one.text[:40]!r}" for one in TEXTS])
def test_only_what_is_marked_is_masked(one: Labelled) -> None:
    found = [(found.kind, one.text[found.start : found.end]) for found in findings(one.text)]

    assert found == [(kind, one.text[start:end]) for kind, start, end in sorted(one.wanted, key=lambda mark: mark[1])]


def test_no_contact_of_anybody_else_is_masked_in_all_that_there_is_to_measure_on() -> None:
    assert figures(measure())["false_alarms"] == 0
