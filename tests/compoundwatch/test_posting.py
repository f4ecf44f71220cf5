from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from compoundwatch.posting import Advert, Captured, Posting, posting_id

CONTRACT_FIELDS = set(
    """
    id source native_id url kind title text hiring_organization job_location base_salary employment_type date_posted
    valid_through fetched_at first_seen last_seen ingested_at evidence language languages contacts places pay indicators
    counter_indicators compounds audience roles organisations sanctions campaign risk status revision enrich_version
    """.split()
)


def captured(**changes: Any) -> Captured:
    fields: dict[str, Any] = {
        "id": posting_id("board", "1"),
        "source": "board",
        "native_id": "1",
        "url": "https://example.com/1",
        "kind": "job",
        "title": "Clerk",
        "fetched_at": datetime(2026, 11, 21, tzinfo=UTC),
    }
    return Captured.model_validate(fields | changes)


def test_the_flat_record_has_the_fields_of_the_contract() -> None:
    assert set(Posting.model_fields) >= CONTRACT_FIELDS


def test_the_id_is_the_hash_of_source_and_native_id() -> None:
    # printf 'board\n1' | sha256sum
    assert posting_id("board", "1") == "3b21c2b9b650603cea705a44783f91e1"


def test_an_id_that_is_not_the_hash_is_refused() -> None:
    with pytest.raises(ValidationError, match="id is not the hash"):
        captured(id="0" * 32)


def test_an_advert_needs_words() -> None:
    with pytest.raises(ValidationError, match="both empty"):
        Advert(title=" ", text="")


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        captured(colour="red")


def test_times_become_utc() -> None:
    assert captured(fetched_at="2026-11-21T07:00:00+07:00").fetched_at == datetime(2026, 11, 21, tzinfo=UTC)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        captured(fetched_at="2026-11-21T07:00:00")


def test_only_printed_content_counts_as_content() -> None:
    later = captured(fetched_at="2026-11-22T00:00:00Z")
    assert captured().content_hash() == later.content_hash()
    assert captured(text="more").content_hash() != later.content_hash()
