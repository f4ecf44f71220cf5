"""How long we wait: what robots.txt and Retry-After ask for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser

from compoundwatch.config import AppConfig, SourceConfig
from compoundwatch.config.stop import StopList
from spiders.fetching.politeness import asked_delay
from spiders.fetching.retry import retry_after
from spiders.settings import scrapy_settings

_NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7),
        ("User-agent: *\nRequest-rate: 1/20s", 20),
        ("User-agent: *\nCrawl-delay: 3\nRequest-rate: 2/60", 30),
        ("User-agent: compoundwatch\nCrawl-delay: 9\n\nUser-agent: *\nCrawl-delay: 1", 9),
        ("User-agent: other\nCrawl-delay: 9", 0),
        ("User-agent: *\nCrawl-delay: soon\nRequest-rate: 0/0", 0),
        ("User-agent: *\nCrawl-delay: inf", 0),
        ("", 0),
    ],
)
def test_robots_txt_sets_the_pace(rules: str, seconds: float) -> None:
    assert asked_delay(ProtegoRobotParser(rules.encode(), None), "compoundwatch") == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30), ("0", 0), ("Sat, 21 Nov 2026 12:01:00 GMT", 60), ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        ("soon", None), ("-5", None), ("", None), ("9" * 500, 999999999), ("٣٠", None),
    ],
)  # fmt: skip
def test_retry_after_is_a_number_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(Response("https://example.org/", headers={"Retry-After": value}), _NOW) == seconds


@pytest.fixture
def settings() -> dict[str, object]:
    source = SourceConfig.model_validate(
        {
            "title": "t", "home": "https://example.org/", "start": ["https://example.org/"], "kind": "job",
            "platform": "css", "terms": "made up for a test", "delay": 11,
        }
    )  # fmt: skip
    return scrapy_settings(AppConfig(), source, StopList())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROBOTSTXT_OBEY", True), ("ROBOTSTXT_USER_AGENT", "compoundwatch"), ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
        ("DOWNLOAD_DELAY", 11), ("DOWNLOAD_DELAY_JITTER", 0), ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("DOWNLOAD_MAXSIZE", 8_000_000), ("TELNETCONSOLE_ENABLED", False), ("REMOTE_CONTROL_ENABLED", False),
        ("COOKIES_ENABLED", False), ("REFERER_ENABLED", False), ("HTTPPROXY_ENABLED", False), ("REDIRECT_MAX_TIMES", 5),
        ("CLOSESPIDER_TIMEOUT", 900),
    ],
)  # fmt: skip
def test_no_impolite_default_is_left(settings: dict[str, object], name: str, value: object) -> None:
    assert settings[name] == value
