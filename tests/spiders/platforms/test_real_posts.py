"""Real answers of social networks and real pages of forums."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from spiders.page import Page
from spiders.platforms import guess, load_platform
from tests.spiders.platforms.conftest import Read

WHOSE = {
    "social/mastodon_tag.json": ("mastodon", 3),
    "social/bluesky_search.json": ("bluesky", 3),
    "social/reddit_listing_hot.json": ("reddit", 102),
    "feed/youtube_channel_atom.xml": ("youtube", 15),
    "forum/xenforo_thread.html": ("xenforo", 20),
    "forum/phpbb_board_fr.html": ("phpbb", 0),
    "forum/vbulletin_board_latin9.html": ("vbulletin", 0),
    "forum/smf_board.html": ("smf", 0),
    "forum/vanilla_board_tr.html": ("vanilla", 0),
}
BOARDS = [
    ("forum/phpbb_board_fr.html", 25, "temoignages-f26-25.html"),
    ("forum/vbulletin_board_latin9.html", 33, "f42-bestellungen-102.html"),
    ("forum/smf_board.html", 20, "index.php?board=18.20"),
    ("forum/vanilla_board_tr.html", 31, "p2"),
]


@pytest.mark.parametrize("file", WHOSE)
def test_it_is_recognised(pages: Path, file: str) -> None:
    assert guess(Page("https://a.example/", (pages / file).read_bytes())).name == WHOSE[file][0]


@pytest.mark.parametrize("file", WHOSE)
def test_every_post_is_found_once(read: Read, file: str) -> None:
    found = read(file, "https://a.example/", WHOSE[file][0])

    assert len({posting.id for posting in found}) == len(found) == WHOSE[file][1]


@pytest.mark.parametrize("file", [file for file, (_, count) in WHOSE.items() if count])
def test_every_post_has_words_and_a_time(read: Read, file: str) -> None:
    found = read(file, "https://a.example/", WHOSE[file][0])

    assert all((posting.title or posting.text) and posting.date_posted for posting in found)


def test_the_afternoon_is_not_taken_for_the_night(read: Read) -> None:
    first = read("forum/xenforo_thread.html", "https://forum.example/threads/1/page-5", "xenforo")[0]

    assert first.date_posted == datetime(2015, 11, 15, 17, 9, tzinfo=UTC)


def test_an_answer_is_read_without_the_words_it_answers(read: Read) -> None:
    found = read("forum/xenforo_thread.html", "https://forum.example/threads/1/page-5", "xenforo")

    assert not [posting.text for posting in found if " said:" in posting.text or "Click to expand" in posting.text]


@pytest.mark.parametrize(("file", "threads", "following"), BOARDS)
def test_a_board_leads_to_its_threads_and_to_its_next_page(pages: Path, file: str, threads: int, following: str) -> None:
    page = Page("http://a.example/forum/board.html", (pages / file).read_bytes())
    links = load_platform(WHOSE[file][0]).parse(page, None).links

    assert ([link.role for link in links], links[-1].url.rpartition("/")[2]) == ([*["detail"] * threads, "list"], following)


@pytest.mark.parametrize(
    ("file", "url", "following"),
    [
        (
            "social/mastodon_tag.json",
            "https://m.example/tag/ai?limit=3",
            "https://m.example/tag/ai?limit=3&max_id=117057388791234558",
        ),
        ("social/reddit_listing_hot.json", "https://r.example/hot.json", "https://r.example/hot.json?after=t3_48dlnt"),
    ],
)
def test_the_way_to_older_posts(pages: Path, file: str, url: str, following: str) -> None:
    parsed = load_platform(WHOSE[file][0]).parse(Page(url, (pages / file).read_bytes()), None)

    assert [(link.url, link.role) for link in parsed.links] == [(following, "list")]
