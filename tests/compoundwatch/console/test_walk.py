"""A person with a browser, from the empty form to the stop, with the mails as files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Page

from alerts.subscriptions.active import load_subscriptions
from tests.compoundwatch.console.conftest import Pages


def accessible(page: Page) -> None:
    """axe-core finds nothing: WCAG 2 A and AA, and its best practices."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def active(pages: Pages) -> dict[str, list[str]]:
    """Subscriber → the titles that hold."""
    with pages.office.engine.connect() as connection:
        found = load_subscriptions(connection, {}).active
    return {who: sorted(alert.title for alert in own.values()) for who, own in found.items()}


def looked_at(page: Page, tmp_path: Path, name: str) -> None:
    """Keep a picture, and hold the page to accessibility."""
    page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
    accessible(page)


@pytest.mark.slow
@pytest.mark.usefixtures("archive")
def test_a_person_subscribes_changes_and_stops(pages: Pages, page: Page, tmp_path: Path) -> None:
    elsewhere: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(pages.base) else elsewhere.append(request.url))

    page.goto(f"{pages.base}/")
    looked_at(page, tmp_path, "1-form")
    page.get_by_role("button", name="See what it would bring").click()
    looked_at(page, tmp_path, "2-mistakes")
    assert page.get_by_role("alert").get_by_role("link").count() == 3

    page.get_by_label("Search").fill('"KK Park"')
    page.get_by_label("What you call it").fill("Parks")
    page.get_by_label("Your mail address").fill("desk@ngo.example")
    page.get_by_text("Only some countries").click()
    looked_at(page, tmp_path, "2-filters")
    page.get_by_role("button", name="See what it would bring").click()
    looked_at(page, tmp_path, "3-estimate")
    assert page.get_by_text("12 adverts told in the last 30 days").is_visible()
    assert page.get_by_role("article").count() == 10

    page.get_by_role("button", name="Send me the mail").click()
    looked_at(page, tmp_path, "4-asked")
    assert active(pages) == {}

    (mail,) = pages.posted()
    part = mail.get_body(("plain",))
    assert part is not None
    link = re.search(r"http\S+/confirm/\S+", part.get_content())
    assert link is not None
    page.goto(link.group())
    looked_at(page, tmp_path, "5-confirm")
    assert active(pages) == {}
    page.get_by_role("button", name="Confirm").click()
    looked_at(page, tmp_path, "6-confirmed")
    assert active(pages) == {"desk@ngo.example": ["Parks"]}

    page.get_by_role("link", name="Change or stop").click()
    looked_at(page, tmp_path, "7-manage")
    page.get_by_role("link", name="Change").click()
    page.get_by_label("What you call it").fill("All parks")
    page.get_by_role("button", name="See what it would bring").click()
    page.get_by_role("button", name="Save this change").click()
    assert active(pages) == {"desk@ngo.example": ["All parks"]}

    page.get_by_role("button", name="Stop", exact=True).click()
    assert active(pages) == {}
    page.get_by_role("button", name="Start again").click()
    assert active(pages) == {"desk@ngo.example": ["All parks"]}
    page.get_by_role("button", name="Stop all mail").click()
    looked_at(page, tmp_path, "8-stopped")
    assert active(pages) == {}
    assert not elsewhere
