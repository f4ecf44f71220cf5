"""Each kind of digest drawn by a real browser, light and dark, narrow and wide. The pictures stay in the folder that is printed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Route, sync_playwright

from alerts.digest.render import LONGEST_HTML, render
from tests.alerts.digest.samples import KINDS

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")
_STYLE_ELEMENT = re.compile(r"<style>.*?</style>", re.DOTALL)

# axe-core takes half a minute over the long one, and would find nothing else there.
_SHORT = [kind for kind in KINDS if kind != "long"]

Draw = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture
def requests() -> list[str]:
    """What the drawn pages tried to load."""
    return []


@pytest.fixture
def draw(browser: Browser, requests: list[str]) -> Iterator[Draw]:
    """`draw(html, dark=True, width=375)`; nothing leaves the browser."""
    contexts = []

    def refuse(route: Route) -> None:
        requests.append(route.request.url)
        route.abort()

    def show(html: str, *, dark: bool = False, width: int = 760) -> Page:
        context = browser.new_context(color_scheme="dark" if dark else "light", viewport={"width": width, "height": 900})
        contexts.append(context)
        context.route("**/*", refuse)
        page = context.new_page()
        page.set_content(html)
        return page

    yield show
    for context in contexts:
        context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", _SHORT)
def test_a_digest_can_be_read_by_everybody(kind: str, *, dark: bool, draw: Draw, tmp_path: Path) -> None:
    """axe-core: contrast, language, headings, names of links; WCAG 2 A and AA."""
    page = draw(render(KINDS[kind]()).html, dark=dark)
    picture = tmp_path / f"{kind}-{'dark' if dark else 'light'}.png"
    page.screenshot(path=picture, full_page=True)
    print(picture)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_a_telephone(kind: str, draw: Draw) -> None:
    page = draw(render(KINDS[kind]()).html, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_loaded(kind: str, draw: Draw, requests: list[str]) -> None:
    draw(render(KINDS[kind]()).html)
    assert requests == []


def test_without_its_style_element_a_digest_looks_the_same(draw: Draw) -> None:
    """Many mail programs drop it: only the dark mode may go with it."""
    html = render(KINDS["new"]()).html
    assert draw(html).screenshot(full_page=True) == draw(_STYLE_ELEMENT.sub("", html)).screenshot(full_page=True)


def test_text_of_the_other_direction_is_set_so_and_the_page_is_not(draw: Draw) -> None:
    page = draw(render(KINDS["rtl"]()).html)
    directions = page.eval_on_selector_all("h1, blockquote", "all => all.map(one => getComputedStyle(one).direction)")
    assert directions == ["ltr", "rtl", "rtl"]


def test_words_of_the_other_direction_cannot_reorder_a_line_of_ours(draw: Draw) -> None:
    """`Urdu` stands right of the source's name, as it would beside English."""
    page = draw(render(KINDS["rtl"]()).html)
    line = page.locator(".card p.quiet").first
    boxes = line.evaluate("""line => {
      const range = document.createRange(), last = line.lastChild, first = line.querySelector('bdi').firstChild;
      const left = node => { range.selectNode(node); return range.getBoundingClientRect().left; };
      return [left(first), left(last)];
    }""")
    assert boxes[0] < boxes[1]


def test_a_long_digest_is_not_cut_off_by_mail_programs(draw: Draw, tmp_path: Path) -> None:
    rendered = render(KINDS["long"]())
    draw(rendered.html).screenshot(path=tmp_path / "long-light.png")
    assert len(rendered.html.encode()) <= LONGEST_HTML
    shown = rendered.html.count("compoundwatch evidence")
    assert f"AND {72 - shown} MORE" in rendered.text
