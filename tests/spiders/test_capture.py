from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from compoundwatch.config import SourceConfig
from spiders.capture import capture, read_by_hand
from spiders.page import Draft

AT = datetime(2026, 3, 1, tzinfo=UTC)
DRAFT = Draft(url="https://Board.example/jobs/1?utm_source=x#top", title="Cook", text="Cook rice.")
SOURCE = SourceConfig(
    name="board",
    title="Board",
    home="https://board.example/",
    kind="job",
    platform="css",
    start=("https://board.example/jobs",),
    country="KH",
    terms="A made-up board in a test",
)


def test_the_url_is_canonical_and_stands_in_for_an_id() -> None:
    posting = capture(DRAFT, SOURCE, AT, None)

    assert (posting.url, posting.native_id) == ("https://board.example/jobs/1", "https://board.example/jobs/1")


def test_an_id_too_long_to_be_one_is_not_kept() -> None:
    assert capture(replace(DRAFT, native_id="x" * 10_000), SOURCE, AT, None).native_id == "https://board.example/jobs/1"


def test_a_title_is_one_line_without_controls() -> None:
    assert capture(replace(DRAFT, title=" Cook\n\u202eand\x00 baker\ud800 "), SOURCE, AT, None).title == "Cook and baker"


def test_the_country_is_the_sources() -> None:
    assert capture(DRAFT, SOURCE, AT, None).source_country == "KH"


def test_text_is_bounded() -> None:
    assert len(capture(replace(DRAFT, text="word " * 1_000_000), SOURCE, AT, None).text) <= 100_000


def test_a_posting_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="both empty"):
        capture(Draft(url="https://board.example/1", title=" \x00 "), SOURCE, AT, None)


def test_of_a_saved_page_nobody_knows_when_it_was_fetched() -> None:
    assert read_by_hand(DRAFT, SOURCE).fetched_at is None


def test_burmese_in_zawgyi_is_kept_as_unicode() -> None:
    posting = capture(replace(DRAFT, title="ျမဝတီတြင္ အလုပ္ရိွသည္", text="စားဖိုမှူး အလိုရှိသည်"), SOURCE, AT, None)

    assert (posting.title, posting.text, posting.encoding) == ("မြဝတီတွင် အလုပ်ရှိသည်", "စားဖိုမှူး အလိုရှိသည်", "zawgyi")


def test_personal_data_is_masked_before_anything_is_written() -> None:
    posting = capture(replace(DRAFT, text="Candidate ready, passport no. AB0000001"), SOURCE, AT, None)

    assert posting.text == "Candidate ready, passport no. [passport number]"


def test_the_content_hash_is_of_the_masked_words() -> None:
    one, other = (capture(replace(DRAFT, text=f"passport no. AB000000{digit}"), SOURCE, AT, None) for digit in (1, 2))

    assert one.content_hash() == other.content_hash()


def test_the_contacts_of_a_recruiter_are_kept() -> None:
    text = "We are hiring. Send passport and CV to +66 80 000 0001 or Telegram @made_up_hr"

    assert capture(replace(DRAFT, text=text), SOURCE, AT, None).text == text
