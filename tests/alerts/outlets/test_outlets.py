"""From a posting in the archive to webhook and feed, by the ways that a run goes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import feedparser  # type: ignore[import-untyped]

from alerts.matching.retraction import record_review
from alerts.outlets.atom import write_feed
from alerts.outlets.webhook import call_webhooks
from compoundwatch.posting import TaggedPosting
from tests.alerts.outlets.conftest import NOW, Desk

TellStore = Callable[..., None]


def test_a_correction_reaches_webhook_and_feed(desk: Desk, tell: TellStore, make_tagged: Callable[..., TaggedPosting]) -> None:
    posting = make_tagged()
    tell(posting)
    desk.call()
    later = NOW + timedelta(hours=1)
    record_review(desk.engine, posting.id, "wrong", "registered employer", later)
    call_webhooks(desk.engine, desk.settings, later)
    events = [json.loads(request.body) for request in desk.inbox.requests]
    assert [(event["type"], event["data"]["posting_id"]) for event in events] == [
        ("posting.new", posting.id),
        ("posting.retracted", posting.id),
    ]
    with desk.engine.connect() as connection:
        feed = feedparser.parse(write_feed(connection, desk.settings.alerts()["desk"], desk.settings, later))
    assert ["Correction" in entry.title for entry in feed.entries] == [True]
