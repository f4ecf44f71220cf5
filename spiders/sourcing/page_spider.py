"""The spider behind `fetch_pages`: asks one page after the other and keeps them instead of reading them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, TypeAlias

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from compoundwatch.config import SourceConfig
from compoundwatch.turns import Turns
from spiders.fetching.guard import Territory
from spiders.page import Page
from spiders.tally import Tally

# What is to be asked after a page, None where nothing is.
Then: TypeAlias = Callable[[Page], str | None]


class PageSpider(Spider):
    """`pages` are what it got, `faults` what went wrong. `source`, `territory`, `tally` and `turns` are for the middlewares."""

    name = "page"

    def __init__(  # noqa: PLR0913 - what a fetch is made of, by name
        self, source: SourceConfig, territory: Territory, tally: Tally, turns: Turns | None, *, url: str, then: Then | None
    ) -> None:
        super().__init__()
        self.source = source
        self.territory = territory
        self.tally = tally
        self.turns = turns
        self.pages: list[Page] = []
        self.faults: list[BaseException] = []
        self._next = url
        self._then = then

    async def start(self) -> AsyncIterator[Any]:
        """One request for the first page."""
        yield self._ask(self._next)

    def parse(self, response: Response) -> Iterator[Request]:
        """Keep the page, and ask for the one that follows the first."""
        page = Page(response.url, response.body, response.status, _headers(response))
        self.pages.append(page)
        if self._then and len(self.pages) == 1:
            further = self._further(page, self._then)
            if further:
                yield self._ask(further)

    def _further(self, page: Page, then: Then) -> str | None:
        try:
            return then(page)
        except Exception as error:  # noqa: BLE001 - told to the caller, who would not hear of it from Scrapy
            self.faults.append(error)
            return None

    def _ask(self, url: str) -> Request:
        return Request(url, callback=self.parse, errback=self._failed)

    def _failed(self, failure: Failure) -> None:
        self.faults.append(failure.value or RuntimeError(failure.getErrorMessage()))


def _headers(response: Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): ", ".join(value.decode("latin-1") for value in values)
        for name, values in response.headers.items()
    }
