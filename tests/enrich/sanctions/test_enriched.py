"""The lists within enrichment."""

from __future__ import annotations

from pathlib import Path

from compoundwatch.config import load_settings
from compoundwatch.posting import Advert
from enrich import Enricher
from enrich.sanctions.place import put_in_use
from tests.enrich.sanctions.made_up_lists import compiled


def test_a_posting_carries_its_matches_and_the_version_tells_the_lists(tmp_path: Path, enricher: Enricher) -> None:
    settings = load_settings({"COMPOUNDWATCH_VAR": str(tmp_path)})
    compiled(settings.sanctions / "index-1")
    put_in_use(settings.sanctions, settings.sanctions / "index-1")
    with_lists = Enricher.load(settings)

    tagged = with_lists.enrich(Advert(text="Zarnobel Pay hires cooks", hiring_organization="Quillmar Jade Resort"))

    assert {match.entity_id for match in tagged.sanctions} == {"os-1", "ftm-1"}
    assert tagged.enrich_version == with_lists.version != enricher.version
