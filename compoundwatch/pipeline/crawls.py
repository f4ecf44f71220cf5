"""Crawls as subprocesses, several at once, never two of them on one registrable domain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from urllib.parse import urlsplit

from compoundwatch.config import Settings, SourceConfig
from compoundwatch.pipeline.crawl_process import Crawl, crawl_one
from compoundwatch.urls import is_loopback_literal, registrable_domain


def crawl_all(
    settings: Settings, planned: Sequence[tuple[SourceConfig, Path]], *, at_once: int, debug: bool = False
) -> Iterator[Crawl]:
    """Crawl each source into its folder and give each crawl back as it ends.

    Sources that share a registrable domain go one after the other, so that our rate there stays the one we promise.
    """
    lanes: dict[str, list[tuple[SourceConfig, Path]]] = defaultdict(list)
    for source, folder in planned:
        lanes[_lane(source.start[0])].append((source, folder))
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        waiting = {pool.submit(crawl_one, settings, *lane.pop(0), debug=debug): lane for lane in lanes.values()}
        while waiting:
            done: Future[Crawl] = next(as_completed(waiting))
            lane = waiting.pop(done)
            if lane:
                waiting[pool.submit(crawl_one, settings, *lane.pop(0), debug=debug)] = lane
            yield done.result()


def _lane(url: str) -> str:
    """Who is asked: a registrable domain; on loopback each port is a server of its own."""
    parts = urlsplit(url)
    return parts.netloc if is_loopback_literal(parts.hostname or "") else registrable_domain(url)
