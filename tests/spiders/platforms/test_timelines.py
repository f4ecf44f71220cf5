"""Where the lists of social networks go on, and where they end."""

from __future__ import annotations

import orjson
import pytest

from spiders.page import Page
from spiders.platforms import load_platform

STATUS = {"id": "9", "uri": "https://m.example/9", "account": {"id": "1"}, "spoiler_text": "", "content": "<p>Cook wanted</p>"}
POST = {"uri": "at://did:plc:a/app.bsky.feed.post/3k", "record": {"$type": "app.bsky.feed.post", "text": "Cook wanted"}}
SUBMISSION = {"kind": "t3", "data": {"name": "t3_1", "subreddit": "a", "permalink": "/r/a/comments/1/c/", "title": "Cook wanted"}}


def listing(*children: object, after: str | None) -> dict[str, object]:
    return {"kind": "Listing", "data": {"children": list(children), "after": after}}


def links(platform: str, url: str, data: object, **headers: str) -> list[str]:
    page = Page(url, orjson.dumps(data), headers=headers)
    return [link.url for link in load_platform(platform).parse(page, None).links]


def test_a_server_that_says_where_older_posts_are_is_believed() -> None:
    header = '<https://m.example/t?max_id=3>; rel="next", <https://m.example/t?min_id=9>; rel="prev"'

    assert links("mastodon", "https://m.example/t", [STATUS], link=header) == ["https://m.example/t?max_id=3"]


def test_a_server_that_names_no_older_posts_has_none() -> None:
    assert links("mastodon", "https://m.example/t", [STATUS], link='<https://m.example/t?min_id=9>; rel="prev"') == []


def test_a_search_of_statuses_is_read_and_not_paged() -> None:
    assert links("mastodon", "https://m.example/api/v2/search?q=cook", {"statuses": [STATUS], "accounts": []}) == []


@pytest.mark.parametrize(
    ("platform", "url", "data"),
    [
        ("mastodon", "https://m.example/t?max_id=9", [STATUS]),
        ("mastodon", "https://m.example/t", []),
        ("bluesky", "https://b.example/x?q=cook", {"posts": [POST], "cursor": None}),
        ("bluesky", "https://b.example/x?q=cook&cursor=9", {"posts": [POST], "cursor": "9"}),
        ("bluesky", "https://b.example/x?q=cook", {"posts": [], "cursor": "9"}),
        ("reddit", "https://r.example/new.json", listing(SUBMISSION, after=None)),
        ("reddit", "https://r.example/new.json?after=t3_1", listing(SUBMISSION, after="t3_1")),
        ("reddit", "https://r.example/new.json", listing(after="t3_1")),
    ],
)
def test_the_end_of_a_list(platform: str, url: str, data: object) -> None:
    assert links(platform, url, data) == []


def test_a_thread_gives_its_submission_and_the_comments_on_it() -> None:
    comment = {"kind": "t1", "data": SUBMISSION["data"] | {"name": "t1_2", "title": None, "body": "I hire too"}}  # type: ignore[operator]
    body = orjson.dumps([listing(SUBMISSION, after=None), listing(comment, after=None)])
    drafts = load_platform("reddit").parse(Page("https://r.example/r/a/comments/1/c.json", body), None).drafts

    assert [(draft.native_id, draft.title, draft.text) for draft in drafts] == [
        ("t3_1", "Cook wanted", ""),
        ("t1_2", "", "I hire too"),
    ]


def test_a_submission_has_one_id_in_json_and_in_the_feed() -> None:
    entry = b"<entry><id>t3_1</id><title>Cook wanted</title><link href='https://www.reddit.com/r/a/comments/1/c/'/></entry>"
    feed = Page("https://r.example/new/.rss", b"<feed xmlns='http://www.w3.org/2005/Atom'>" + entry + b"</feed>")
    answer = Page("https://r.example/new.json", orjson.dumps(listing(SUBMISSION, after=None)))
    reddit = load_platform("reddit")

    assert [reddit.parse(page, None).drafts[0].native_id for page in (feed, answer)] == ["t3_1", "t3_1"]


@pytest.mark.parametrize("platform", ["mastodon", "bluesky", "reddit"])
@pytest.mark.parametrize("wrong", [None, 1, "x", [], {}, [[]], [None], {"data": {"children": [None]}}, {"posts": {}, "feed": 3}])
def test_an_answer_of_another_shape_holds_nothing(platform: str, wrong: object) -> None:
    marks = b'"spoiler_text" "subreddit" "permalink" app.bsky.feed.post'
    page = Page("https://a.example/", orjson.dumps({"marks": marks.decode(), "statuses": wrong} if wrong != [None] else wrong))

    assert load_platform(platform).parse(page, None).drafts == ()
