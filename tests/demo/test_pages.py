"""The pages of the demo web, read by the real platforms with the real source files, give what the content files hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from protego import Protego

from compoundwatch.config import Settings, SourceConfig, load_settings
from compoundwatch.posting import Captured
from compoundwatch.text import inline
from demo.day import CONFIGS
from demo.sites import answer
from demo.sites.answers import Request
from demo.web import Advert, Site, Web, load_web
from spiders.capture import capture
from spiders.fetching.guard import Territory
from spiders.page import Page
from spiders.pagecheck import check
from spiders.platforms import load_platform

_AT = datetime(2026, 11, 20, tzinfo=UTC)
# Drawn by a script: only a browser sees its adverts (test_browser.py).
_DRAWN = "spark_board"
_READABLE = {
    1: ("asia_channel", "gate_jobs", "harbour_jobs", "lotus_ads", "mekong_board", "visa_feed"),
    2: ("asia_channel", "harbour_jobs", "mekong_board", "visa_feed"),
}
_ALL = [pytest.param(day, name, id=f"day {day}, {name}") for day, names in _READABLE.items() for name in names]


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings({"COMPOUNDWATCH_CONFIGS": str(CONFIGS)})


@pytest.fixture(scope="module")
def webs() -> dict[int, Web]:
    return {day: load_web(day) for day in _READABLE}


def _fetch(site: Site, url: str) -> Page:
    parts = urlsplit(url)
    found = answer(site, Request.of(f"{parts.path}?{parts.query}"))
    body = found.body if isinstance(found.body, bytes) else b""
    return Page(url, body, found.status, {"content-type": found.content_type})


def _crawl(site: Site, source: SourceConfig) -> Iterator[Captured]:
    """Every posting that the source's links lead to, its traps left out."""
    traps = {trap.path for trap in site.traps}
    waiting, seen = list(source.start), set[str]()
    while waiting:
        url = waiting.pop(0)
        if url in seen or url in traps or urlsplit(url).path in traps:
            continue
        seen.add(url)
        parsed = load_platform(source.platform).parse(_fetch(site, url), source)
        waiting += [link.url for link in parsed.links]
        yield from (capture(draft, source, _AT, None) for draft in parsed.drafts)


def _native_id(site: Site, advert: Advert) -> str:
    return f"{site.channel}/{advert.id}" if site.channel else advert.id


@pytest.mark.parametrize(("day", "name"), _ALL)
def test_every_advert_is_found_once(settings: Settings, webs: dict[int, Web], day: int, name: str) -> None:
    site = webs[day].sites[name]
    found = [posting.native_id for posting in _crawl(site, settings.source(name))]

    assert sorted(found) == sorted(_native_id(site, advert) for advert in site.shown if not advert.service)


@pytest.mark.parametrize(("day", "name"), _ALL)
def test_the_words_are_those_of_the_content_file(settings: Settings, webs: dict[int, Web], day: int, name: str) -> None:
    site = webs[day].sites[name]
    found = {posting.native_id: posting for posting in _crawl(site, settings.source(name))}

    for advert in site.shown:
        if advert.text.strip() and not advert.service and not advert.smuggled:
            # A paragraph of a page is followed by an empty line.
            lines = [line for line in found[_native_id(site, advert)].text.splitlines() if line]
            assert lines == advert.text.splitlines()


@pytest.mark.parametrize("name", ["gate_jobs", "harbour_jobs", "lotus_ads", "mekong_board", "visa_feed"])
def test_the_titles_are_those_of_the_content_file(settings: Settings, webs: dict[int, Web], name: str) -> None:
    site = webs[1].sites[name]
    found = {posting.native_id: posting.title for posting in _crawl(site, settings.source(name))}

    assert found == {advert.id: inline(advert.title) for advert in site.shown}


def test_smuggled_script_is_no_text(settings: Settings, webs: dict[int, Web]) -> None:
    found = {posting.native_id: posting for posting in _crawl(webs[1].sites["harbour_jobs"], settings.source("harbour_jobs"))}

    assert "fetch(" not in found["hj-1013"].text


@pytest.mark.parametrize("name", ["harbour_jobs", "mekong_board"])
def test_robots_txt_forbids_the_disallowed_page_and_allows_the_adverts(settings: Settings, webs: dict[int, Web], name: str) -> None:
    site = webs[1].sites[name]
    rules, agent = Protego.parse(site.robots), settings.app.politeness.user_agent
    (forbidden,) = (trap.path for trap in site.traps if trap.kind == "disallowed")

    assert not rules.can_fetch(site.origin + forbidden, agent)
    assert rules.can_fetch(settings.source(name).start[0], agent)


@pytest.mark.parametrize("name", ["harbour_jobs", "mekong_board"])
def test_inner_addresses_are_linked_and_outside_the_territory(settings: Settings, webs: dict[int, Web], name: str) -> None:
    source, site = settings.source(name), webs[1].sites[name]
    parsed = load_platform(source.platform).parse(_fetch(site, source.start[0]), source)
    linked = {link.url for link in parsed.links}
    inner = {trap.path for trap in site.traps if trap.kind == "inner"}
    territory = Territory.of(source, settings.app.politeness, settings.stop_list())

    # A sitemap's links are chosen by `detail`, a list's by its selector: at least one inner address gets through.
    assert inner & linked or source.platform == "json_ld"
    assert all(territory.problem(url) for url in inner)


def test_a_challenge_with_status_200_is_judged_blocked(webs: dict[int, Web]) -> None:
    site = webs[2].sites["gate_jobs"]

    assert check(_fetch(site, f"{site.origin}/jobs")).page_class == "blocked"


def test_the_new_layout_is_content_without_a_posting(settings: Settings, webs: dict[int, Web]) -> None:
    site, source = webs[2].sites["lotus_ads"], settings.source("lotus_ads")

    assert check(_fetch(site, source.start[0])).page_class == "content"
    assert list(_crawl(site, source)) == []


def test_the_drawn_board_is_a_shell_without_a_browser(settings: Settings, webs: dict[int, Web]) -> None:
    site = webs[1].sites[_DRAWN]

    assert check(_fetch(site, settings.source(_DRAWN).start[0])).page_class == "script_shell"


@pytest.mark.parametrize(("day", "name"), _ALL)
def test_every_page_that_is_read_is_judged_content(settings: Settings, webs: dict[int, Web], day: int, name: str) -> None:
    site = webs[day].sites[name]

    for url in settings.source(name).start:
        assert check(_fetch(site, url)).page_class == "content"
