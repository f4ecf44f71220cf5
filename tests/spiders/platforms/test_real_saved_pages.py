"""Facebook pages as they really are, read as a person reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.spiders.platforms.conftest import Read

_TIMELINE = ("social/facebook_m_page_timeline.html", "https://m.facebook.com/a.page/posts/")
_FEED = ("social/facebook_mbasic_feed_cut.html", "https://mbasic.facebook.com/")


@pytest.mark.parametrize(("file", "url"), [_TIMELINE, _FEED])
def test_two_posts_and_none_of_the_suggestions(read: Read, file: str, url: str) -> None:
    posts = read(file, url, "facebook_saved")

    assert len(posts) == 2
    assert not [post for post in posts if "dolphins" in post.text]


def test_a_timeline_says_when_and_where(read: Read) -> None:
    photo, words = read(*_TIMELINE, "facebook_saved")

    assert photo.title.endswith("updated their cover photo.")
    assert (photo.text, words.title) == ("", "")
    assert words.text.startswith("May 2021 is in the books!")
    assert words.date_posted == datetime(2021, 6, 4, 15, 11, 22, tzinfo=UTC)
    assert (words.url or "").startswith("https://www.facebook.com/story.php?id=")


def test_a_feed_has_the_posts_own_addresses_not_those_of_their_pictures(read: Read) -> None:
    first, second = read(*_FEED, "facebook_saved")

    assert [post.native_id for post in (first, second)] == ["123", "456-story"]
    assert second.text.startswith("Oh hi, Jeeves")
    assert second.date_posted is None
