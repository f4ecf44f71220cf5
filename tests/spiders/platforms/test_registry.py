from __future__ import annotations

import pytest

from compoundwatch.errors import CompoundwatchError, UsageError
from spiders.page import Page
from spiders.platforms import guess, load_platform, platform_names


@pytest.mark.parametrize("name", platform_names())
def test_a_platform_bears_the_name_of_its_file(name: str) -> None:
    assert load_platform(name).name == name


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="telegram"):
        load_platform("telegraph")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b'<rss version="2.0"><channel></channel></rss>', "feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "feed"),
        (b'<?xml version="1.0"?><urlset></urlset>', "json_ld"),
        (b'<script type="application/ld+json">{"@type": "JobPosting", "title": "x"}</script>', "json_ld"),
        (b'<div class="tgme_widget_message" data-post="a_channel/1"></div>', "telegram"),
    ],
)
def test_a_page_is_recognised_by_its_shape(body: bytes, name: str) -> None:
    assert guess(Page("https://a.example/", body)).name == name


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"jobs": [{"title": "Cook"}]}',
        b"<h1>Cook wanted</h1><p>Apply now</p>",
        b"a page about <rss> and JobPosting",
        b"\0\xff",
    ],
)
def test_a_page_of_no_known_shape_is_left_alone(body: bytes) -> None:
    with pytest.raises(CompoundwatchError, match="no platform knows"):
        guess(Page("https://a.example/", body))
