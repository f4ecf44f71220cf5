"""Which addresses belong to a source."""

from __future__ import annotations

import pytest

from compoundwatch.config import SourceConfig
from compoundwatch.config.app import PolitenessConfig
from compoundwatch.config.stop import StopList
from spiders.fetching.guard import Territory


def _territory(*start: str, allow_loopback: bool = False, stop: StopList | None = None) -> Territory:
    source = SourceConfig.model_validate(
        {"title": "t", "home": start[0], "start": start, "kind": "job", "platform": "css", "terms": "made up for a test"}
    )
    return Territory.of(source, PolitenessConfig(allow_loopback=allow_loopback), stop or StopList())


@pytest.mark.parametrize(
    "url",
    ["https://jobs.example.co.ke/1", "https://www.example.co.ke/2", "http://example.co.ke:8080/"],
)
def test_all_hosts_of_its_registrable_domain_are_its_own(url: str) -> None:
    assert _territory("https://jobs.example.co.ke/").problem(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/", "https://co.ke/", "https://other.co.ke/", "https://example.co.ke.evil.net/",
        "https://example.co.ke@evil.net/", "ftp://example.co.ke/", "file:///etc/passwd", "https:///x", "javascript:alert(1)",
        "http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://169.254.169.254/", "http://10.0.0.1/",
        "http://[::ffff:10.0.0.1]/", "http://0.0.0.0/", "http://[fe80::1%25eth0]/",
    ],
)  # fmt: skip
def test_nothing_else_is(url: str) -> None:
    assert _territory("https://jobs.example.co.ke/").problem(url)


@pytest.mark.parametrize(("port", "allowed", "own"), [(8000, True, True), (8001, True, False), (8000, False, False)])
def test_of_this_machine_only_the_named_port_and_only_where_allowed(port: int, allowed: bool, own: bool) -> None:
    territory = _territory("http://127.0.0.1:8000/", allow_loopback=allowed)
    assert (territory.problem(f"http://127.0.0.1:{port}/x") is None) is own
