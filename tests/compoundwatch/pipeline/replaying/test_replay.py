"""New rules over stored postings, in both stores: what would change is told, and nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from compoundwatch.config import Settings
from compoundwatch.errors import ConfigError, UsageError
from compoundwatch.pipeline.replaying.replay import replay
from compoundwatch.pipeline.replaying.report import Report
from compoundwatch.pipeline.replaying.rules import enricher_of
from enrich import Enricher
from index import open_store
from tests.compoundwatch.pipeline.history import id_of, live, settings_of
from tests.compoundwatch.pipeline.server_settings import server_settings


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("replay") / "here"
    if request.param == "embedded":
        yield _filled(settings_of(folder, kind="embedded"))
    else:
        with server_settings(folder, request.getfixturevalue("elasticsearch_url")) as made:
            yield _filled(made)


def _filled(settings: Settings) -> Settings:
    with open_store(settings) as store:
        live(settings, store, Enricher.load(settings))
    return settings


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Tables that hold one lexicon: a school kitchen sees to passports, and who asks for typing has a licence."""
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "en.yml").write_text(
        "signals:\n  passport_handling:\n    school kitchen: a school kitchen\n"
        "  licensed_agency:\n    english typing no experience: {example: english typing no experience, weight: -6}\n"
    )
    return tmp_path


def _replayed(settings: Settings, rules: Path | None, since: datetime | None = None, most: int = 20) -> Report:
    enricher = enricher_of(settings, rules)
    with open_store(settings) as store:
        return replay(store, enricher, since, most=most)


def test_the_rules_that_tagged_the_postings_change_nothing(settings: Settings) -> None:
    report = _replayed(settings, None)

    assert (report.changed, report.read > 5) == (0, True)


def test_an_indicator_that_new_rules_find_is_told_with_its_posting(settings: Settings, rules: Path) -> None:
    report = _replayed(settings, rules)
    cook = next(one for one in report.farthest if one.id == id_of("a", "plain2"))

    assert report.found["indicators"]["passport_handling"] == 1
    assert "+passport_handling" in cook.said()


def test_a_lure_that_a_new_word_speaks_against_is_no_longer_flagged(settings: Settings, rules: Path) -> None:
    report = _replayed(settings, rules)

    assert report.unflagged > 0
    assert report.found["counter_indicators"]["licensed_agency"] > 0


def test_only_postings_taken_in_since_are_read(settings: Settings) -> None:
    with open_store(settings) as store:
        taken_in = [posting.ingested_at for posting in store.all()]
    since = sorted(moment for moment in taken_in if moment)[len(taken_in) // 2]

    assert _replayed(settings, None, since).read == sum(moment >= since for moment in taken_in if moment)


def test_nothing_in_the_store_changes(settings: Settings, rules: Path) -> None:
    with open_store(settings) as store:
        before = (store.last_seq(), list(store.all()))
    _replayed(settings, rules)
    with open_store(settings) as store:
        assert (store.last_seq(), list(store.all())) == before


def test_as_many_postings_are_named_as_asked(settings: Settings, rules: Path) -> None:
    everything, one = _replayed(settings, rules), _replayed(settings, rules, most=1)

    assert one.farthest == everything.farthest[:1]
    assert one.changed == everything.changed > 1


def test_a_rule_that_cannot_be_read_is_refused_with_its_own_file_and_line(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "here")
    (tmp_path / "rules" / "lexicons").mkdir(parents=True)
    broken = tmp_path / "rules" / "lexicons" / "en.yml"
    broken.write_text("signals:\n  no_such_signal:\n    a: b\n")
    with pytest.raises(ConfigError) as refused:
        enricher_of(settings, tmp_path / "rules")

    assert (refused.value.file, refused.value.line) == (broken, 2)


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "here")
    (tmp_path / "rules").mkdir()
    with pytest.raises(UsageError, match="laid out as"):
        enricher_of(settings, tmp_path / "rules")
