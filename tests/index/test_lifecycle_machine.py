"""Random runs of a source against index.lifecycle: whatever their order, nothing is gone but by the rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from compoundwatch.known import Known
from compoundwatch.run_folder import Sighting, SightingOutcome
from index.lifecycle import ABSENCES_UNTIL_GONE, FAULTS_UNTIL_GONE, Verdict, judge

IDS = ("a", "b", "c")
START = datetime(2026, 11, 1, tzinfo=UTC)
# What a run may meet at a posting's own page, as the spider writes it down.
SEEN: dict[str, Any] = {"outcome": "unchanged", "status": 200}
NOT_MODIFIED: dict[str, Any] = {"outcome": "304", "status": 304}
NOT_ASKED: dict[str, Any] = {"outcome": "unchanged", "status": None}
GONE: list[dict[str, Any]] = [{"outcome": "gone", "status": status} for status in (404, 410)]
FAULTS: list[dict[str, Any]] = [{"outcome": "failed", "status": status} for status in (400, 402, 405, 409, 422, 423)]
FAULTS.append({"outcome": "failed", "status": 200, "page_class": "not_found"})
REFUSALS: list[dict[str, Any]] = [{"outcome": "refused", "status": status} for status in (401, 403, 404, 429, 200, None)]
TROUBLES: list[dict[str, Any]] = [{"outcome": "failed", "status": status} for status in (408, 425, 500, 502, 503, None)]
UNREAD: dict[str, Any] = {"outcome": "failed", "status": 200, "page_class": "content"}
ANSWERS: list[dict[str, Any]] = [SEEN, NOT_MODIFIED, NOT_ASKED, *GONE, *FAULTS, *REFUSALS, *TROUBLES, UNREAD]
Met = dict[str, Any] | None


class Runs(RuleBasedStateMachine):
    """`absent` and `faulty` count by the rules as people say them, apart from the code; `gone` is what they come to."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Known] = {}
        self.absent = dict.fromkeys(IDS, 0)
        self.faulty = dict.fromkeys(IDS, 0)
        self.gone: dict[str, bool] = {}
        self.run = 0
        self.told: Verdict = Verdict()

    @rule(
        met=st.fixed_dictionaries({name: st.none() | st.sampled_from(ANSWERS) for name in IDS}),
        listed=st.fixed_dictionaries({name: st.booleans() for name in IDS}),
        complete=st.booleans(),
    )
    def one_run(self, met: dict[str, Met], listed: dict[str, bool], *, complete: bool) -> None:
        at = START + timedelta(days=self.run)
        self.run += 1
        sightings = [
            Sighting(id=name, url=f"https://board.example/{name}", at=at, content_hash="h", **(found | {"listed": listed[name]}))
            for name, found in met.items()
            if found
        ]
        self.told = judge(self.known, sightings, complete=complete)
        self.known |= self.told.known
        for name in IDS:
            self._expect(name, met[name], listed=listed[name], complete=complete)

    def _expect(self, name: str, met: Met, *, listed: bool, complete: bool) -> None:
        if met in (SEEN, NOT_MODIFIED, NOT_ASKED):
            self.gone[name], self.absent[name], self.faulty[name] = False, 0, 0
        elif name not in self.gone or self.gone[name]:
            return
        elif met in GONE:
            self.gone[name] = True
        else:
            answered = met is None or met in FAULTS or met == UNREAD
            self.absent[name] += complete and answered and (met is None or not listed)
            self.faulty[name] += met in FAULTS
            self.gone[name] = self.absent[name] >= ABSENCES_UNTIL_GONE or self.faulty[name] >= FAULTS_UNTIL_GONE

    @invariant()
    def what_is_known_to_be_gone_is_what_the_rules_say(self) -> None:
        assert {name: entry.gone for name, entry in self.known.items()} == self.gone

    @invariant()
    def nothing_is_told_as_both_seen_and_gone(self) -> None:
        assert not set(self.told.seen) & set(self.told.gone)

    @invariant()
    def a_posting_that_is_there_is_missing_from_few_lists(self) -> None:
        assert all(entry.absences < ABSENCES_UNTIL_GONE for entry in self.known.values() if not entry.gone)


def test_every_outcome_is_met() -> None:
    assert {answer["outcome"] for answer in ANSWERS} | {"new", "changed"} == set(get_args(SightingOutcome))


TestRuns = Runs.TestCase
TestRuns.settings = settings(max_examples=150, stateful_step_count=15, deadline=None)
