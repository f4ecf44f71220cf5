"""Live pages for a person to look at, asked as politely as a crawl asks and by the same settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compoundwatch.config import Settings, SourceConfig
from compoundwatch.errors import EXIT_LATER, EXIT_REFUSED, CompoundwatchError, SourceRefused, TryLater
from compoundwatch.text import one_line
from spiders.page import Page

if TYPE_CHECKING:
    from twisted.python.failure import Failure

    from spiders.sourcing.page_spider import PageSpider, Then

_ERRORS = {EXIT_LATER: TryLater, EXIT_REFUSED: SourceRefused}


def fetch_pages(settings: Settings, source: SourceConfig, url: str, then: Then | None = None) -> tuple[Page, ...]:
    """The page at `url` of `source` and the one that `then` names after it; can be called once in a process.

    robots.txt, opt-outs, the domain's rate, the guard against inner addresses and the stop list hold as in a crawl. A page of any
    status and any kind is handed back. Raises SourceRefused, TryLater or CompoundwatchError where one was not fetched.
    """
    if stopped := settings.stop_list().source_problem(source.name, (source.home, *source.start, url)):
        raise SourceRefused(f"{source.name} is {stopped}")
    spider = _run(settings, source, url, then)
    if spider.faults or not spider.pages:
        raise _explained(url, spider.faults)
    return tuple(spider.pages)


def _run(settings: Settings, source: SourceConfig, url: str, then: Then | None) -> PageSpider:
    from scrapy.crawler import CrawlerProcess

    from compoundwatch.turns import Turns
    from spiders.crawl import state_database
    from spiders.fetching.guard import Territory
    from spiders.settings import scrapy_settings
    from spiders.sourcing.page_spider import PageSpider
    from spiders.tally import Tally

    stop = settings.stop_list()
    engine = state_database(settings, source)
    process = CrawlerProcess(scrapy_settings(settings.app, source, stop))
    crawler = process.create_crawler(PageSpider)
    failed: list[Failure] = []
    process.crawl(
        crawler,
        source=source,
        territory=Territory.of(source, settings.app.politeness, stop),
        tally=Tally(),
        turns=Turns(engine) if engine else None,
        url=url,
        then=then,
    ).addErrback(failed.append)
    process.start(install_signal_handlers=False)
    if failed or not isinstance(crawler.spider, PageSpider):
        raise CompoundwatchError(f"the page could not be asked for: {'; '.join(one_line(str(fault.value)) for fault in failed)}")
    return crawler.spider


def _explained(url: str, faults: list[BaseException]) -> CompoundwatchError:
    # Knows Scrapy's errors.
    from spiders.trouble import of_failure

    if not faults:
        return CompoundwatchError(f"{one_line(url)}: nothing was fetched")
    if isinstance(faults[0], CompoundwatchError):
        return faults[0]
    trouble = of_failure(faults[0])
    kind: type[CompoundwatchError] = _ERRORS.get(trouble.exit_code, CompoundwatchError)
    return kind(trouble.why if url in trouble.why else f"{one_line(url)}: {trouble.why}")
