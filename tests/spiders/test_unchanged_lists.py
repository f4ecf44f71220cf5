"""List pages, feeds and sitemaps of a second run: sent only if they have changed, and what they held counts as seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from tests.spiders.loopback import Answer, Board, Ended, MakeBoard, Serve, Site, advert, listing, reply

LONG_AGO = datetime.now(UTC) - timedelta(days=20)


def tagged(body: str, kind: str = "text/html; charset=utf-8") -> Answer:
    """A page with an ETag."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        tag = f'"{abs(hash(body))}"'
        unchanged = handler.headers.get("If-None-Match") == tag
        reply(handler, 304 if unchanged else 200, b"" if unchanged else body, ETag=tag, Content_Type=kind)

    return send


def feed(*titles: str) -> Answer:
    items = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><description>Wanted.</description></item>" for title in titles
    )
    return tagged(f'<rss version="2.0"><channel><title>Jobs</title>{items}</channel></rss>', "application/rss+xml")


def sitemap(site: Site, entries: dict[str, datetime], kind: str = "url") -> str:
    found = "".join(
        f"<{kind}><loc>{site.url}{path}</loc><lastmod>{at.isoformat()}</lastmod></{kind}>" for path, at in entries.items()
    )
    root = "urlset" if kind == "url" else "sitemapindex"
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{found}</{root}>'


def job(title: str) -> str:
    data = f'{{"@type": "JobPosting", "title": "{title}", "description": "Wanted."}}'
    return f'<html><title>{title}</title><script type="application/ld+json">{data}</script></html>'


def run(installation: Board, site: Site, out: str) -> tuple[Ended, list[str]]:
    """Crawl and publish; what was asked of the site meanwhile."""
    asked = len(site.asked)
    ended = installation.crawl(out)
    installation.publish(ended)
    return ended, [path for path in site.asked[asked:] if path not in {"/robots.txt", "/.well-known/tdmrep.json"}]


def test_a_list_that_has_not_changed_leads_where_it_led(serve: Serve, board: MakeBoard) -> None:
    site = serve(
        {
            "/": tagged(listing("/one", next_page="/page2")),
            "/page2": tagged(listing("/two")),
            "/one": advert("Cook"),
            "/two": advert("Driver"),
        }
    )
    installation = board(f"{site.url}/")
    run(installation, site, "1")
    site.routes["/two"] = advert("Driver", "The pay is now higher.")
    ended, asked = run(installation, site, "2")
    assert ended.stats.pages_by_status == {"304": 2, "200": 2}
    assert (asked, ended.outcomes(), ended.stats.complete) == (
        ["/", "/one", "/page2", "/two"],
        {"/one": "unchanged", "/two": "changed"},
        True,
    )


def test_postings_of_a_feed_that_has_not_changed_are_seen(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": feed("Cook", "Driver")})
    installation = board(f"{site.url}/", platform="feed", select={}, expect={"min_postings": 2})
    run(installation, site, "1")
    ended, _ = run(installation, site, "2")
    assert (ended.code, ended.stats.sightings, ended.stats.pages_by_status) == (0, {"304": 2}, {"304": 1})


def test_a_feed_that_changed_is_read(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": feed("Cook", "Driver")})
    installation = board(f"{site.url}/", platform="feed", select={})
    run(installation, site, "1")
    site.routes["/"] = feed("Cook", "Nurse")
    ended, _ = run(installation, site, "2")
    assert ended.stats.sightings == {"unchanged": 1, "new": 1}


def test_a_list_of_a_run_that_was_not_published_is_asked_whole(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": feed("Cook")})
    installation = board(f"{site.url}/", platform="feed", select={})
    installation.crawl("1")
    ended, _ = run(installation, site, "2")
    assert ended.stats.sightings == {"new": 1}


def test_another_way_of_reading_asks_for_everything_again(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/": tagged(listing("/one")), "/one": tagged(advert("Cook"))})
    installation = board(f"{site.url}/")
    run(installation, site, "1")
    file = installation.home / "configs" / "spiders" / "board.yml"
    file.write_text(file.read_text().replace("text: article", "text: body"))
    ended, _ = run(installation, site, "2")
    assert ended.stats.pages_by_status == {"200": 2}


def test_a_list_of_which_a_posting_is_gone_is_asked_whole(serve: Serve, board: MakeBoard) -> None:
    site = serve({"/a": feed("Cook"), "/b": feed("Driver")})
    both = [f"{site.url}/a", f"{site.url}/b"]
    installation = board(both, platform="feed", select={}, lists="all")
    run(installation, site, "1")
    site.routes["/b"] = feed("Nurse")
    run(installation, site, "2")
    run(installation, site, "3")
    site.routes["/b"] = feed("Driver")
    ended, _ = run(installation, site, "4")
    assert ended.stats.sightings == {"304": 1, "new": 1}


@pytest.fixture
def mapped(serve: Serve, board: MakeBoard) -> tuple[Site, Board]:
    """A sitemap index over two sitemaps, crawled once."""
    site = serve({path: job(path) for path in ("/j1", "/j2", "/j3")})
    dates(site, {"/j1": LONG_AGO, "/j2": LONG_AGO}, {"/j3": LONG_AGO})
    installation = board(f"{site.url}/sitemap.xml", platform="json_ld", select={})
    run(installation, site, "1")
    return site, installation


def dates(site: Site, first: dict[str, datetime], second: dict[str, datetime]) -> None:
    site.routes |= {
        "/sitemap.xml": sitemap(site, {"/a.xml": max(first.values()), "/b.xml": max(second.values())}, "sitemap"),
        "/a.xml": sitemap(site, first),
        "/b.xml": sitemap(site, second),
    }


def test_what_a_sitemap_says_has_not_changed_is_not_asked(mapped: tuple[Site, Board]) -> None:
    site, installation = mapped
    ended, asked = run(installation, site, "2")
    assert (asked, ended.stats.sightings, ended.stats.complete) == (["/sitemap.xml"], {"unchanged": 3}, True)


def test_what_a_sitemap_says_has_changed_is_asked(mapped: tuple[Site, Board]) -> None:
    site, installation = mapped
    dates(site, {"/j1": LONG_AGO, "/j2": datetime.now(UTC)}, {"/j3": LONG_AGO})
    site.routes["/j2"] = job("Another")
    ended, asked = run(installation, site, "2")
    assert (asked, ended.outcomes()) == (
        ["/sitemap.xml", "/a.xml", "/j2"],
        {"/j1": "unchanged", "/j2": "changed", "/j3": "unchanged"},
    )


def test_a_date_alone_is_the_whole_day(mapped: tuple[Site, Board]) -> None:
    site, installation = mapped
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    dates(site, {"/j1": today, "/j2": LONG_AGO}, {"/j3": LONG_AGO})
    run(installation, site, "2")
    _, asked = run(installation, site, "3")
    assert asked == ["/sitemap.xml", "/a.xml", "/j1"]


def test_another_date_is_a_change_even_where_it_is_an_old_one(mapped: tuple[Site, Board]) -> None:
    site, installation = mapped
    dates(site, {"/j1": LONG_AGO - timedelta(days=1), "/j2": LONG_AGO}, {"/j3": LONG_AGO})
    site.routes["/sitemap.xml"] = sitemap(site, {"/a.xml": LONG_AGO + timedelta(hours=1), "/b.xml": LONG_AGO}, "sitemap")
    _, asked = run(installation, site, "2")
    assert asked == ["/sitemap.xml", "/a.xml", "/j1"]


def test_what_was_not_asked_keeps_what_was_known_of_it(mapped: tuple[Site, Board]) -> None:
    site, installation = mapped
    run(installation, site, "2")
    ended, asked = run(installation, site, "3")
    assert (asked, ended.stats.sightings) == (["/sitemap.xml"], {"unchanged": 3})
