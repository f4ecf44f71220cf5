"""One source crawled for one interval, as a task that may be tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from compoundwatch.config import Settings
from compoundwatch.posting import Record

Report = Callable[[str], None]


class CrawlOutcome(Record):
    """How a crawl ended. `run` is None where it left nothing, `why` stands wherever `exit_code` is not 0.

    `retry_after`: seconds until the source's domain may be asked again, where its server or our own rate says so.
    """

    run: str | None
    exit_code: int
    why: str | None = None
    retry_after: float | None = None


def crawl_stage(settings: Settings, source: str, interval_start: datetime, report: Report) -> CrawlOutcome:
    """Crawl `source` into the run `<source>/<interval_start>`; `report` is told now and then how far it has come.

    A run of that interval that ended well is taken as it is. Else another is made, `-2`, `-3` … behind its name. Raises
    UsageError for an unknown source, ConfigError, TryLater when the source is being crawled elsewhere or the archive cannot be
    reached, StoreError.
    """
    raise NotImplementedError
