"""The one spider: follows a source's lists to its postings, judges every page before reading it, and stops at a refusal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from compoundwatch.config import SourceConfig
from compoundwatch.errors import EXIT_FAILED
from compoundwatch.text import one_line
from compoundwatch.turns import Turns
from spiders.answer import page_of
from spiders.ask import Ask
from spiders.fetching.guard import Territory
from spiders.fetching.refusals import RobotsForbids, TdmReserved
from spiders.intake import Intake
from spiders.lists import Lists
from spiders.memory import Memory, list_conditions
from spiders.met import Met
from spiders.page import Link, OwnStart, Page, ParsedPage, Platform
from spiders.pagecheck import check
from spiders.patience import Patience
from spiders.shells import reads_shell
from spiders.tally import Tally
from spiders.trouble import GONE, Trouble, of_answer, of_failure

if TYPE_CHECKING:
    from compoundwatch.known_lists import KnownList

# Postings that dropped out of a list and are asked for once more in one run.
MOST_RECHECKS = 50
_DETAIL_FIRST = 10


class PostingSpider(Spider):
    """Crawls one source by its YAML, politely (spiders/settings.py holds every setting that makes it so).

    A source that needs code has a platform of its own in spiders/boards/; `read` is all that the spider asks of it.
    After the crawl `trouble` says why the source could not be read, `complete` whether its whole list was seen.
    """

    name = "posting"

    def __init__(  # noqa: PLR0913 - what a crawl is made of, by name
        self,
        source: SourceConfig,
        platform: Platform,
        territory: Territory,
        *,
        memory: Memory,
        intake: Intake,
        lists: Lists,
        tally: Tally,
        turns: Turns | None,
    ) -> None:
        super().__init__()
        self.source = source
        self.platform = platform
        self.territory = territory
        self.tally = tally
        self.turns = turns
        self.trouble: Trouble | None = None
        # Stands when the process is told to stop and does not wait for Scrapy's word.
        self.finish_reason = "shutdown"
        self._memory = memory
        self._intake = intake
        self._lists = lists
        self._patience = Patience()
        self._whole_list = source.shows_all
        self._budget = source.pages
        self._met = Met(source)
        self._rechecked = False
        self._stopping: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PostingSpider:
        """Scrapy's way to make a spider; the arguments are those of `__init__`."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.idle, signal=signals.spider_idle)
        crawler.signals.connect(spider.closed_for, signal=signals.spider_closed)
        crawler.signals.connect(spider.dropped, signal=signals.request_dropped)
        crawler.signals.connect(spider.broke, signal=signals.spider_error)
        return spider

    @property
    def complete(self) -> bool:
        """Whether the whole list was seen, so that absence means something."""
        return self._whole_list and self.trouble is None and self.finish_reason == "finished"

    def read(self, page: Page) -> ParsedPage:
        """Postings and links of one page that was judged to be content."""
        return self.platform.parse(page, self.source)

    async def start(self) -> AsyncIterator[Request]:
        """One request for each of the source's start pages."""
        for link in self._beginning():
            for request in self._follow(link, 0, start=True):
                yield request

    def parse(self, response: Response, ask: Ask) -> Iterator[Request]:
        """Judge the page, then read it."""
        if response.status == 304 and (ask.before or ask.ids):
            yield from self._not_modified(ask)
            return
        page = page_of(response, ask.link.body)
        verdict = check(page)
        self.tally.pages_by_class[verdict.page_class] += 1
        drawn = verdict.page_class == "script_shell" and reads_shell(page, self.platform, self.source)
        if trouble := of_answer(page, verdict, drawn=drawn):
            self._give_up(ask, page.url, page.status, trouble)
        elif ask.link.role == "detail":
            self._read_detail(page, response, ask)
        else:
            yield from self._read_list(page, response, ask)

    def failed(self, failure: Failure) -> None:
        """A page that was not fetched."""
        request: Request = failure.request  # type: ignore[attr-defined]
        ask: Ask = request.cb_kwargs["ask"]
        error = failure.value or RuntimeError(failure.getErrorMessage())
        trouble = of_failure(error)
        if ask.is_posting and not ask.start and isinstance(error, (RobotsForbids, TdmReserved)):
            # A rule for this page, known before asking: it says nothing about the others.
            self._intake.missing(ask.ids, request.url, trouble.outcome, None)
            self._whole_list &= ask.link.role == "detail"
        else:
            self._give_up(ask, request.url, None, trouble)

    def idle(self) -> None:
        """When nothing is left to fetch: ask once for what the list no longer names, and keep the spider open for that."""
        if self._rechecked or not self._whole_list or self.trouble or self.tally.details == 0:
            return
        self._rechecked = True
        requests = list(self._rechecks())
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def dropped(self, request: Request) -> None:
        """An address that was asked before. It cost nothing, unless a redirect led there: then its page is lost."""
        ask: Ask = request.cb_kwargs["ask"]
        passed: list[str] = request.meta.get("redirect_urls", [])
        if not passed:
            self._budget += 1
        elif ask.link.role == "detail" or request.url in passed:
            self._give_up(ask, passed[0], None, Trouble(EXIT_FAILED, "redirects to a page that was asked already", "failed"))

    def broke(self, failure: Failure, response: Response | None) -> None:
        """An exception while reading a page counts the page as failed; a file that cannot be written ends the run."""
        trouble = Trouble(EXIT_FAILED, one_line(f"{type(failure.value).__name__}: {failure.value}"), "failed")
        if isinstance(failure.value, OSError) or response is None or response.request is None:
            self._stop(trouble, "failed")
        else:
            self._give_up(response.request.cb_kwargs["ask"], response.url, response.status, trouble)

    def closed_for(self, reason: str) -> None:
        """Scrapy's word for why the run ended."""
        self.finish_reason = reason

    def _not_modified(self, ask: Ask) -> Iterator[Request]:
        self._count_detail(ask)
        self._patience.fine()
        if ask.before:
            yield from self._as_before(ask.link, ask.before, ask.depth)
        else:
            self._intake.not_modified(ask.ids, lastmod=ask.link.lastmod)

    def _as_before(self, link: Link, before: KnownList, depth: int) -> Iterator[Request]:
        """A list that has not changed: what it held is there, and its links lead where they led."""
        ids, links = self._lists.unchanged(link.url, before)
        self._intake.not_modified(ids)
        for onward in links:
            yield from self._follow(onward, depth)

    def _read_list(self, page: Page, response: Response, ask: Ask) -> Iterator[Request]:
        parsed = self.read(page)
        ids = self._intake.take(parsed.drafts, response, detail=ask.is_posting)
        if ask.ids and not ids:
            self._give_up(ask, page.url, page.status, Trouble(EXIT_FAILED, "holds no posting", "failed"))
            return
        self._count_detail(ask)
        self._lists.read(ask.link, response, ids, parsed.links)
        for link in parsed.links:
            yield from self._follow(link, ask.depth)

    def _read_detail(self, page: Page, response: Response, ask: Ask) -> None:
        if self._intake.take(self.read(page).drafts, response, detail=True, lastmod=ask.link.lastmod):
            self._count_detail(ask)
            self._patience.fine()
        else:
            self._give_up(ask, page.url, page.status, Trouble(EXIT_FAILED, "holds no posting", "failed"))

    def _follow(self, link: Link, depth: int, *, start: bool = False) -> Iterator[Request]:
        """Ask for a link of a list page at `depth`, once a run, unless it is known to lead to what was read before."""
        if (not start and self.territory.problem(link.url)) or not self._met.is_new(link):
            return
        if link.role == "detail":
            yield from self._follow_detail(link, depth)
        elif depth < self.source.depth:
            yield from self._follow_list(link, depth + 1, start=start)
        else:
            self._whole_list = False

    def _follow_detail(self, link: Link, depth: int) -> Iterator[Request]:
        ids = self._memory.named(link.native_id) if link.native_id else self._memory.at(link.url)
        ask = Ask(link, depth, ids)
        if self._memory.is_read_since(ids, link.lastmod, datetime.now(UTC)):
            self._count_detail(ask)
            self._intake.not_modified(ids, "unchanged", link.lastmod)
        else:
            yield from self._ask(ask)

    def _follow_list(self, link: Link, depth: int, *, start: bool) -> Iterator[Request]:
        before = self._lists.before(link)
        if before and self._lists.is_fresh(before, link):
            yield from self._as_before(link, before, depth)
        else:
            ids = self._memory.at(link.url) if link.role == "page" else ()
            yield from self._ask(Ask(link, depth, ids, before, start=start))

    def _beginning(self) -> tuple[Link, ...]:
        if isinstance(self.platform, OwnStart):
            return self.platform.begin(self.source)
        return tuple(Link(url, "list") for url in self.source.start)

    def _ask(self, ask: Ask) -> Iterator[Request]:
        if self._budget == 0:
            self._whole_list = False
            return
        self._budget -= 1
        link = ask.link
        posted = {"Content-Type": "application/json"} if link.body is not None else {}
        known = self._memory.conditions(ask.ids) if link.role == "detail" else list_conditions(ask.before)
        yield Request(
            link.url,
            callback=self.parse,
            errback=self.failed,
            method="GET" if link.body is None else "POST",
            body=link.body or "",
            headers=known | posted,
            cb_kwargs={"ask": ask},
            # Details before further lists, so that few requests wait at a time.
            priority=_DETAIL_FIRST if link.role == "detail" else 0,
        )

    def _rechecks(self) -> Iterator[Request]:
        unlisted = (found for found in self._intake.unlisted() if self.territory.problem(found[1]) is None)
        for posting_id, url in islice(unlisted, min(MOST_RECHECKS, self._budget)):
            yield from self._ask(Ask(Link(url, "detail"), ids=(posting_id,), recheck=True))

    def _give_up(self, ask: Ask, url: str, status: int | None, trouble: Trouble) -> None:
        trouble = replace(trouble, why=f"{one_line(url)}: {trouble.why}")
        if not ask.is_posting:
            self._lose_list(ask, trouble)
            return
        self._count_detail(ask)
        outcome = "gone" if status in GONE and trouble.outcome != "refused" else trouble.outcome
        self._intake.missing(ask.ids, url, outcome, status, listed=not ask.recheck, page_class=trouble.page_class)
        if ask.start:
            self.trouble = self.trouble or trouble
        if outcome == "gone":
            return
        self._whole_list &= ask.link.role == "detail"
        self.tally.details_failed += not ask.recheck
        if self._patience.troubled(trouble):
            self._stop(trouble, trouble.outcome)

    def _lose_list(self, ask: Ask, trouble: Trouble) -> None:
        self._whole_list = False
        if trouble.outcome == "refused":
            self._stop(trouble, "refused")
        elif ask.start:
            self.trouble = self.trouble or trouble

    def _count_detail(self, ask: Ask) -> None:
        self.tally.details += ask.is_posting and not ask.recheck

    def _stop(self, trouble: Trouble, reason: str) -> None:
        """End the run with what it has."""
        self.trouble = self.trouble or trouble
        if self._stopping is None:
            self._stopping = asyncio.get_running_loop().create_task(self.crawler.engine.close_spider_async(reason=reason))
