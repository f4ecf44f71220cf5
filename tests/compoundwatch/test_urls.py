from __future__ import annotations

import pytest

from compoundwatch.urls import canonical_url, is_inner_address, is_loopback_literal, registrable_domain


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("HTTPS://Jobs.Example.COM/a?utm_source=x&id=5#top", "https://jobs.example.com/a?id=5"),
        ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/ă?fbclid=1", "https://example.com/%C4%83"),
    ],
)
def test_canonical_urls(printed: str, canonical: str) -> None:
    assert canonical_url(printed) == canonical


@pytest.mark.parametrize("printed", ["javascript:alert(1)", "/relative", "ftp://example.com/", "mailto:a@example.com", "http://"])
def test_what_is_no_web_address_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="not an absolute"):
        canonical_url(printed)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://jobs.example.co.ke/x", "example.co.ke"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("https://a.b.example.com", "example.com"),
    ],
)
def test_registrable_domain(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "fd00::1",
        "2002:7f00:1::",
    ],
)
def test_inner_addresses(address: str) -> None:
    assert is_inner_address(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_outer_addresses(address: str) -> None:
    assert not is_inner_address(address)


@pytest.mark.parametrize(
    ("host", "loopback"), [("localhost", True), ("127.0.0.9", True), ("::1", True), ("example.com", False), ("8.8.8.8", False)]
)
def test_loopback_literals(host: str, loopback: bool) -> None:
    assert is_loopback_literal(host) is loopback
