"""Our figures are those of the measuring set's own scorer; reported as skipped where that script is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.__main__ import SHARED
from benchmarks.quality.adverts import compounds, contacts, languages, lures, pay, places
from benchmarks.quality.adverts.read import Read, by_campaign, read_adverts
from benchmarks.quality.bench import Bench
from benchmarks.quality.figures import Question
from benchmarks.quality.folder import DataFolder
from compoundwatch.config import load_settings

SCORER = SHARED / "tools" / "score_adverts.py"
MADE_UP = Path(__file__).parents[3] / "quality" / "made_up"
QUESTIONS: tuple[Question[Read, Any], ...] = (
    *lures.QUESTIONS,
    *contacts.QUESTIONS,
    *places.QUESTIONS,
    *compounds.QUESTIONS,
    *pay.QUESTIONS,
    *languages.QUESTIONS,
)

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason=f"{SCORER} is missing")


@pytest.fixture(scope="module")
def adverts() -> list[Read]:
    return read_adverts(Bench(DataFolder(MADE_UP), load_settings(), 0))


@pytest.fixture(scope="module")
def scored(adverts: list[Read], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found = tmp_path_factory.mktemp("scored") / "found.jsonl"
    lines = (
        {"id": advert.gold["id"], **advert.advert.model_dump(include={"title", "text"}), **advert.tagged.model_dump()}
        for advert in adverts
    )
    found.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    command = [sys.executable, str(SCORER), str(MADE_UP / "adverts" / "dev.jsonl"), str(found)]
    figures: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return figures


@pytest.fixture(scope="module")
def ours(adverts: list[Read]) -> dict[str, float | None]:
    return {question.key: question.answer("all", by_campaign(adverts), 0).value for question in QUESTIONS}


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("lure_average_precision", "lures average_precision"),
        ("lure_recall_at_5", "lures recall_at_5pct_fpr"),
        ("warnings_flagged", "lures flagged_share warning"),
        ("overseas_flagged", "lures flagged_share ordinary_overseas"),
        ("contacts_f1", "contacts all f1"),
        ("places_recall", "places recall_25km"),
        ("destination_recall", "places destination_recall_25km"),
        ("destination_precision", "places destination_precision_25km"),
        ("countries_f1", "places countries f1"),
        ("compounds_f1", "compounds_by_name f1"),
        ("pay_exact", "pay exact"),
        ("pay_invented", "pay invented"),
        ("language", "language accuracy"),
    ],
)
def test_a_figure_is_the_scorers(key: str, path: str, ours: dict[str, float | None], scored: dict[str, Any]) -> None:
    theirs: Any = scored
    for step in path.split():
        theirs = theirs[step]

    assert ours[key] == pytest.approx(theirs, abs=1e-3)
