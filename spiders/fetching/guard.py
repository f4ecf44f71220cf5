"""Only the source's own public hosts are asked: never an address inside our own network, also not after a redirect."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import CachingThreadedResolver, dnscache
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from compoundwatch.config import SourceConfig
from compoundwatch.config.app import PolitenessConfig
from compoundwatch.config.stop import StopList
from compoundwatch.urls import is_inner_address, is_loopback_literal, registrable_domain
from spiders.fetching.refusals import OutsideSource

# Set by scrapy_settings: the `host:port` of this machine that may be asked (only the demo's and the tests').
LOOPBACK_SETTING = "COMPOUNDWATCH_LOOPBACK"


@dataclass(frozen=True, slots=True)
class Territory:
    """What belongs to a source: its registrable domains and, where allowed, its own `host:port` on this machine; less `stop`."""

    domains: frozenset[str]
    loopback: frozenset[str]
    stop: StopList

    @classmethod
    def of(cls, source: SourceConfig, politeness: PolitenessConfig, stop: StopList) -> Territory:
        """The territory that the source's YAML draws by `home`, `start` and `mirrors`, without what the stop list names."""
        return cls(
            domains=frozenset(registrable_domain(url) for url in (source.home, *source.start, *_mirrors(source))),
            loopback=frozenset(loopback_netlocs(source, politeness)),
            stop=stop,
        )

    def problem(self, url: str) -> str | None:
        """Why `url` must not be fetched, or None. Names are not looked up here; the resolver judges what they lead to."""
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        if parts.scheme not in {"http", "https"} or not host:
            return "not an http address"
        if stopped := self.stop.problem(url):
            return stopped
        return _judge(self, host, parts.netloc.rpartition("@")[2].lower())


@lru_cache(maxsize=1024)
def _judge(territory: Territory, host: str, netloc: str) -> str | None:
    # The links of a source lead to few hosts, again and again.
    if netloc in territory.loopback:
        return None
    if is_loopback_literal(host) or _is_inner_literal(host):
        return "an address inside our own network"
    return None if registrable_domain(f"http://{netloc}/") in territory.domains else "outside the source's own sites"


def loopback_netlocs(source: SourceConfig, politeness: PolitenessConfig) -> Collection[str]:
    """The `host:port` on this machine that the source's `start` or `mirrors` name, where app.yml allows that at all."""
    named = (*source.start, *_mirrors(source))
    netlocs = {urlsplit(url).netloc.lower() for url in named if is_loopback_literal(urlsplit(url).hostname or "")}
    return netlocs if politeness.allow_loopback else ()


def _mirrors(source: SourceConfig) -> tuple[str, ...]:
    return tuple(f"http://{host}/" for host in source.mirrors)


def _is_inner_literal(host: str) -> bool:
    try:
        return is_inner_address(str(ipaddress.ip_address(host.strip("[]"))))
    except ValueError:
        return False


class GuardMiddleware:
    """Stands before every request, also those of redirects, retries and robots.txt."""

    def __init__(self, territory: Territory) -> None:
        self._territory = territory

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        """The territory is the spider's."""
        return cls(crawler.spider.territory)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Raises OutsideSource."""
        if problem := self._territory.problem(request.url):
            raise OutsideSource(f"{request.url} is {problem}")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Tells a name that leads into our own network from one that leads nowhere."""
        host = urlsplit(request.url).hostname or ""
        if isinstance(exception, CannotResolveHostError) and host in dnscache and is_inner_address(dnscache[host]):
            raise OutsideSource(f"{request.url} leads to an address inside our own network")


class GuardedResolver(CachingThreadedResolver):
    """Hands out no inner address: what is checked here is what is connected to, so a name cannot change in between."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, loopback: Collection[str]) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._loopback = {netloc.rpartition(":")[0].strip("[]") for netloc in loopback}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        """Scrapy calls this with its own settings."""
        settings = crawler.settings
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), settings.getfloat("DNS_TIMEOUT"), settings.getlist(LOOPBACK_SETTING))

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """The IPv4 address of `name`; fails with DNSLookupError where it is inside our own network."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found if name in self._loopback else found.addCallback(_outer)


def _outer(address: str) -> str:
    if is_inner_address(address):
        raise DNSLookupError(address)
    return address
