"""What a subscriber reads on our pages: a whole digest, and a feed."""

from __future__ import annotations

import re

import feedparser  # type: ignore[import-untyped]  # it ships no types
import pytest

from alerts.digest.queue import queue_digests
from alerts.matching.match import match_changes
from alerts.outbox.forget import forget_posting
from alerts.outbox.send import send_queued
from compoundwatch import db
from compoundwatch.posting import TaggedPosting
from index.embedded import EmbeddedStore
from tests.compoundwatch.console.client import Client
from tests.compoundwatch.console.conftest import NOW, Pages, advert

WHO = "desk@ngo.example"
HOSTILE = (
    "<script>alert(1)</script><img src=https://evil.example/pixel.png> https://evil.example/apply javascript:alert(1)"
    ' \u202egnp.exe\u202c KK Park " onmouseover="alert(1)'
)


def tell(pages: Pages, *postings: TaggedPosting, **alert: str) -> str:
    """Match postings for one saved search of a file and write the digest; its id."""
    fields = {
        "title": "Parks",
        "email": WHO,
        "consent": "written request",
        "query": '"KK Park"',
        "outlets": "[mail, feed]",
        **alert,
    }
    lines = [f"{key}: {value if value.startswith('[') else repr(value)}" for key, value in fields.items()]
    (pages.settings.configs / "alerts" / "parks.yml").write_text("\n".join(lines) + "\n")
    with EmbeddedStore(pages.settings.store, reassess=lambda tagged: tagged.risk) as store:
        store.upsert(postings, at=NOW)
        match_changes(pages.office.engine, store, pages.settings.alerts(), NOW)
    queue_digests(pages.office.engine, pages.settings, NOW)
    with pages.office.engine.connect() as connection:
        mail_id: str = connection.scalars(db.mails.select().with_only_columns(db.mails.c.id)).one()
    return mail_id


def test_everything_of_a_digest_is_shown_fifty_at_a_time(pages: Pages, client: Client) -> None:
    postings = [advert(n, f"Job {n:03} at KK Park", f"text of its own {n * 7919} {n * 104729} {n * 31}") for n in range(1, 121)]
    path = pages.path(pages.office.links.hits(WHO, tell(pages, *postings)))
    seen: list[str] = []
    for _ in range(3):
        page = client.get(path)
        seen += re.findall(r"Job \d{3}", page.text)
        more = re.search(r'href="([^"]+\?after=\d+)"', page.text)
        path = more.group(1) if more else ""
    assert (sorted(seen), path) == ([f"Job {n:03}" for n in range(1, 121)], "")


def test_an_advert_is_harmless_on_the_page(pages: Pages, client: Client) -> None:
    page = client.get(pages.path(pages.office.links.hits(WHO, tell(pages, advert(1, "KK Park", HOSTILE)))))
    assert page.status == 200
    assert "evil.example" not in page.text
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "\u202e" not in page.text
    assert not re.search(r"<[^>]*onmouseover", page.text)


def test_it_is_in_the_readers_language(pages: Pages, client: Client) -> None:
    page = client.get(pages.path(pages.office.links.hits(WHO, tell(pages, advert(1), locale="th"))))
    assert 'lang="th"' in page.text
    assert "Why flagged" not in page.text


def test_of_what_was_erased_the_page_says_that_alone(pages: Pages, client: Client) -> None:
    posting = advert(1)
    path = pages.path(pages.office.links.hits(WHO, tell(pages, posting)))
    send_queued(pages.office.engine, pages.settings, NOW)
    forget_posting(pages.office.engine, pages.settings, posting.id, NOW)
    page = client.get(path).text
    assert ("Erased on request." in page, "KK Park" in page, "board.example" in page, "Original" in page) == (
        True,
        False,
        False,
        False,
    )


def test_the_page_of_another_reader_shows_nothing(pages: Pages, client: Client) -> None:
    page = client.get(pages.path(pages.office.links.hits("thief@ngo.example", tell(pages, advert(1)))))
    assert (page.status, "KK Park" in page.text) == (200, False)


@pytest.mark.parametrize("after", ["-1", "x", "99999999999999999999", "1 OR 1=1"])
def test_a_strange_page_number_is_no_page(pages: Pages, client: Client, after: str) -> None:
    path = pages.path(pages.office.links.hits(WHO, "x"))
    assert client.get(f"{path}?after={after.replace(' ', '%20')}").status == 404


def test_the_feed_is_atom_and_read_again_only_when_it_changed(pages: Pages, client: Client) -> None:
    tell(pages, advert(1))
    path = pages.path(pages.office.links.feed("parks"))
    first = client.get(path)
    again = client.get(path, if_none_match=first.headers["etag"])
    assert (first.status, again.status, again.text) == (200, 304, "")
    assert len(feedparser.parse(first.text).entries) == 1


def test_a_stopped_alert_has_no_feed(pages: Pages, client: Client) -> None:
    tell(pages, advert(1))
    client.post(pages.path(pages.office.links.stop(WHO, "parks")), {"List-Unsubscribe": "One-Click"})
    assert client.get(pages.path(pages.office.links.feed("parks"))).status == 404


def test_health_says_nothing_but_that_it_is_well(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status, answer.text) == (200, '{"status":"ok"}')
