"""Real Telegram previews and feeds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from spiders.page import Page
from spiders.platforms import guess
from spiders.platforms.telegram import PLATFORM
from tests.spiders.platforms.conftest import Read

CHANNELS = ["sudpress53.html", "xcareers_2020.html"]


@pytest.fixture(scope="module")
def expected(pages: Path) -> dict[str, dict[str, Any]]:
    answers: dict[str, dict[str, Any]] = orjson.loads((pages / "telegram" / "expected.json").read_bytes())
    return answers


def same(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("file", CHANNELS)
def test_every_message_is_found_once(read: Read, expected: dict[str, dict[str, Any]], file: str) -> None:
    found = read(f"telegram/{file}", "https://t.me/s/a_channel", "telegram")

    assert [posting.native_id for posting in found] == [message["post"] for message in expected[file]["messages"]]


@pytest.mark.parametrize("file", CHANNELS)
def test_the_words_of_every_message(read: Read, expected: dict[str, dict[str, Any]], file: str) -> None:
    found = read(f"telegram/{file}", "https://t.me/s/a_channel", "telegram")

    assert [same(posting.text) for posting in found] == [same(message["text"]) for message in expected[file]["messages"]]


@pytest.mark.parametrize("file", CHANNELS)
def test_the_time_of_every_message(read: Read, expected: dict[str, dict[str, Any]], file: str) -> None:
    found = read(f"telegram/{file}", "https://t.me/s/a_channel", "telegram")

    assert [posting.date_posted for posting in found] == [
        datetime.fromisoformat(message["datetime"]) for message in expected[file]["messages"]
    ]


@pytest.mark.parametrize("file", CHANNELS)
def test_whose_words_a_forwarded_message_holds(read: Read, expected: dict[str, dict[str, Any]], file: str) -> None:
    found = read(f"telegram/{file}", "https://t.me/s/a_channel", "telegram")
    forwarded = {message["post"]: message["forwarded_from"] for message in expected[file]["messages"] if message["forwarded_from"]}

    assert {
        posting.native_id: posting.title.removeprefix("Forwarded from ") for posting in found if posting.native_id in forwarded
    } == forwarded


@pytest.mark.parametrize("file", CHANNELS)
def test_the_way_to_older_messages(pages: Path, expected: dict[str, dict[str, Any]], file: str) -> None:
    answer = expected[file]
    page = Page(f"https://t.me/s/{answer['channel']}", (pages / "telegram" / file).read_bytes())

    assert [link.url for link in PLATFORM.parse(page, None).links] == [f"{page.url}?before={answer['older_before']}"]


@pytest.mark.parametrize(
    ("file", "count"), [("weworkremotely.rss", 2), ("hnrss_frontpage.xml", 20), ("youtube_channel_atom.xml", 15)]
)
def test_every_item_of_a_feed_with_its_words_and_time(read: Read, file: str, count: int) -> None:
    found = read(f"feed/{file}", "https://feeds.example/", "feed")

    assert sum(bool(posting.title and posting.text and posting.date_posted) for posting in found) == count


def test_employer_and_job_in_one_title_are_taken_apart(read: Read) -> None:
    pattern = "(?P<hiring_organization>[^:]+): (?P<title>.+)"
    found = read("feed/weworkremotely.rss", "https://feeds.example/", "feed", title_pattern=pattern)

    assert [posting.hiring_organization for posting in found] == ["Fin", "Toptal"]


@pytest.mark.parametrize("file", ["feed/hnrss_frontpage.xml", "feed/weworkremotely.rss"])
def test_a_feed_is_recognised(pages: Path, file: str) -> None:
    assert guess(Page("https://feeds.example/", (pages / file).read_bytes())).name == "feed"
