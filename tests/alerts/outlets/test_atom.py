"""A feed as a reader sees it: feedparser reads it, lxml holds it to the structure of RFC 4287."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as hypothesis_settings
from lxml import etree, html
from sqlalchemy import Engine

from alerts.matching.hit import make_hit
from alerts.matching.notice import Notice
from alerts.outlets.atom import MOST_ENTRIES, write_feed
from compoundwatch.config import AlertConfig, Settings
from tests.alerts.conftest import build_posting
from tests.alerts.outlets.conftest import NOW, Telling, tell_entry


@pytest.fixture
def alert(save_alert: Any) -> AlertConfig:
    found: AlertConfig = save_alert()
    return found


def feed_of(engine: Engine, alert: AlertConfig, settings: Settings, at: datetime = NOW) -> bytes:
    with engine.connect() as connection:
        return write_feed(connection, alert, settings, at)


def tell(
    engine: Engine, kind: Any = "new", native_id: str = "1", *, event: str = "", after: timedelta = timedelta(), **more: Any
) -> None:
    posting = build_posting(native_id=native_id, **more)
    tell_entry(engine, make_hit(kind, posting, ("desk",), ()), Telling("desk", posting.id, event or kind, posting.id, NOW + after))


def read(feed: bytes) -> Any:
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def test_what_was_told_stands_in_it(state_engine: Engine, alert: AlertConfig, settings: Settings) -> None:
    tell(state_engine)
    entry = read(feed_of(state_engine, alert, settings)).entries[0]
    assert "Customer service, high salary" in entry.title
    assert "the text names KK Park" in entry.content[0].value
    assert (entry.published, entry.updated) == ("2026-11-21T09:06:00+00:00",) * 2


def test_a_correction_takes_the_place_of_what_was_told(engine: Engine, alert: AlertConfig, settings: Settings) -> None:
    tell(engine)
    before = read(feed_of(engine, alert, settings)).entries
    tell(engine, "retracted", event="retracted:1", after=timedelta(hours=1))
    after = read(feed_of(engine, alert, settings)).entries
    assert [entry.id for entry in after] == [entry.id for entry in before]
    assert ("Correction" in after[0].title, after[0].updated) == (True, "2026-11-21T10:06:00+00:00")


def test_the_newest_come_first_and_the_oldest_fall_out(engine: Engine, alert: AlertConfig, settings: Settings) -> None:
    for number in range(MOST_ENTRIES + 2):
        tell(engine, native_id=str(number), after=timedelta(minutes=number))
    updated = [entry.updated for entry in read(feed_of(engine, alert, settings)).entries]
    assert (len(updated), updated) == (MOST_ENTRIES, sorted(updated, reverse=True))


def test_what_another_search_told_is_not_in_it(engine: Engine, save_alert: Any, settings: Settings) -> None:
    tell(engine)
    assert read(feed_of(engine, save_alert("other"), settings)).entries == []


def test_the_same_rows_give_the_same_bytes(engine: Engine, alert: AlertConfig, settings: Settings) -> None:
    tell(engine)
    assert feed_of(engine, alert, settings) == feed_of(engine, alert, settings, NOW + timedelta(minutes=5))


def test_a_feed_says_where_we_could_not_look(engine: Engine, alert: AlertConfig, settings: Settings) -> None:
    assert "The Board has not been checked yet" in read(feed_of(engine, alert, settings)).feed.subtitle


def test_a_source_that_is_down_is_an_entry(engine: Engine, alert: AlertConfig, settings: Settings) -> None:
    notice = Notice(kind="down", alerts=("desk",), source="board", title="The Board", trouble="blocked", since=NOW)
    tell_entry(engine, notice, Telling("desk", "source:board", "down:1", None))
    assert "refused us" in read(feed_of(engine, alert, settings)).entries[0].title


def test_names_are_tags_that_stay(engine: Engine, alert: AlertConfig, settings: Settings) -> None:
    tell(engine)
    feed = read(feed_of(engine, alert, settings))
    assert (feed.feed.id, feed.entries[0].id) == ("tag:cw.example,2026:desk", f"tag:cw.example,2026:desk/{build_posting().id}")


def test_a_reader_of_another_language_reads_it_in_that(engine: Engine, save_alert: Any, settings: Settings) -> None:
    tell(engine)
    english, thai = (feed_of(engine, save_alert(locale=locale), settings) for locale in ("en", "th"))
    assert "High risk" in english.decode()
    assert "High risk" not in thai.decode()


_HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=https://evil.example/pixel.gif>",
    "]]></content><entry>",
    "&lt;b&gt; &#0; &#xFFFE;",
    "\u202egnp.exe \u2067 \ufffe\uffff \u0007",
    "click https://evil.example/x or mail a@evil.example",
    "x" * 200_000,
]


@pytest.mark.parametrize("words", _HOSTILE, ids=range(len(_HOSTILE)))
def test_no_word_of_an_advert_becomes_markup_or_a_link(engine: Engine, alert: AlertConfig, settings: Settings, words: str) -> None:
    tell(engine, title=words[:500], text=f"free ticket {words}")
    assert_inert(feed_of(engine, alert, settings))


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=strategies.text(min_size=1, max_size=80).filter(lambda words: words.strip()))
def test_nor_does_anything_else(engine: Engine, alert: AlertConfig, settings: Settings, words: str) -> None:
    tell(engine, title="Typist", text=words, native_id=secrets.token_hex(8), after=timedelta(seconds=1))
    assert_inert(feed_of(engine, alert, settings))


def assert_inert(feed: bytes) -> None:
    """It can be read, loads nothing, and links to nothing but the advert itself."""
    assert len(feed) < 2_000_000
    for content in etree.fromstring(feed).iterfind(".//{*}content"):
        shown = html.fragment_fromstring(content.text or "", create_parent="div")
        assert {str(link[2]) for link in shown.iterlinks()} <= {build_posting().url, *_addresses(shown)}
        assert not shown.xpath(
            ".//script | .//img | .//iframe | .//object | .//style | .//link | .//form | .//@onload | .//@onerror"
        )


def _addresses(shown: Any) -> set[str]:
    """Those of the adverts of this test."""
    return {link for link in shown.xpath(".//a/@href") if str(link).startswith("https://board.example/jobs/")}


def test_it_keeps_to_the_schema(engine: Engine, alert: AlertConfig, settings: Settings) -> None:
    schema = etree.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))
    schema.assertValid(etree.fromstring(feed_of(engine, alert, settings)))
    tell(engine)
    console = settings.app.console.model_copy(update={"public_url": "https://alerts.example/"})
    public = replace(settings, app=settings.app.model_copy(update={"console": console}))
    feed = etree.fromstring(feed_of(engine, alert, public))
    schema.assertValid(feed)
    assert [link.get("rel") for link in feed.iterfind(".//{*}link")] == ["self", "via"]
