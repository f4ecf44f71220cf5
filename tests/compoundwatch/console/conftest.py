"""The pages served by a real uvicorn over a small archive, a client that keeps cookies, and a real browser."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from compoundwatch.config import Settings, load_settings
from compoundwatch.console import create_app
from compoundwatch.console.office import Office
from compoundwatch.posting import CompoundLink, Risk, TaggedPosting, posting_id
from index.embedded import EmbeddedStore
from tests.compoundwatch.console.client import Client

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
_SECONDS = 20
_TABLES = Path(__file__).parents[3] / "configs"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")


@dataclass(slots=True)
class Pages:
    """Running pages. `clock` is what they take for the time; `posted` reads the mails that left, as files."""

    app: FastAPI
    base: str
    settings: Settings
    clock: datetime = NOW

    @property
    def office(self) -> Office:
        office: Office = self.app.state.office
        return office

    def posted(self, count: int = 1) -> list[EmailMessage]:
        """The mail files, once there are so many; by address."""
        until = time.monotonic() + _SECONDS
        while len(files := sorted(self.settings.outbox.glob("*.eml"))) < count:
            assert time.monotonic() < until, f"only {len(files)} mails left"
            time.sleep(0.02)
        mails = [message_from_bytes(file.read_bytes(), policy=SMTP) for file in files]
        return sorted(mails, key=lambda mail: str(mail["To"]))

    def path(self, link: str | None) -> str:
        """An address of ours without its host."""
        assert link is not None
        assert link.startswith(self.base)
        return link.removeprefix(self.base)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation with the tables of the checkout and no alert."""
    configs = tmp_path / "configs"
    (configs / "spiders").mkdir(parents=True)
    (configs / "alerts").mkdir()
    (configs / "app.yml").write_text(
        f"var: ../var\ntables: {_TABLES}\nmail:\n  sender: alerts@cw.example\n  corrections: corrections@cw.example\n"
    )
    return load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})


def advert(number: int, title: str = "Customer service at KK Park", text: str = "High salary, free ticket") -> TaggedPosting:
    """One advert that is linked to a compound."""
    link = CompoundLink(id="kk-park", name="KK Park", by="name", strength=0.9, distance_km=None, reason="the text names KK Park")
    return TaggedPosting(
        id=posting_id("board", str(number)), source="board", native_id=str(number), kind="job",
        url=f"https://board.example/jobs/{number}", title=title, text=f"{text} {number}", fetched_at=NOW - timedelta(days=number),
        language="en", compounds=(link,), risk=Risk(score=0.8, level="high", reasons=("travel is paid",)),
    )  # fmt: skip


@pytest.fixture
def archive(settings: Settings) -> None:
    """Twelve adverts, one a day."""
    with EmbeddedStore(settings.store, reassess=lambda tagged: tagged.risk) as store:
        store.upsert([advert(number) for number in range(1, 13)], at=NOW)


@contextmanager
def serving(settings: Settings) -> Iterator[Pages]:
    """The pages on a port of their own, by uvicorn in a thread."""
    running = Pages(create_app(settings, clock=lambda: running.clock), "", settings)
    server = uvicorn.Server(uvicorn.Config(running.app, port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        until = time.monotonic() + _SECONDS
        while not server.started:
            assert time.monotonic() < until, "the pages did not start"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        running.base = f"http://127.0.0.1:{port}"
        # Links in mails lead to where this test serves.
        running.app.state.office = replace(running.office, links=replace(running.office.links, public_url=running.base))
        yield running
    finally:
        server.should_exit = True
        thread.join(_SECONDS)


@pytest.fixture
def pages(settings: Settings) -> Iterator[Pages]:
    with serving(settings) as running:
        yield running


@pytest.fixture
def client(pages: Pages) -> Iterator[Client]:
    client = Client(pages.base)
    yield client
    client.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, else Playwright's own.

    Not for the whole session: while it is open its event loop runs in this thread, and no other test could run one.
    """
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A new and empty browser window that may run no script, in each colour scheme."""
    context = browser.new_context(color_scheme=request.param, viewport={"width": 900, "height": 1100})
    context.set_default_timeout(_SECONDS * 1000)
    yield context.new_page()
    context.close()
