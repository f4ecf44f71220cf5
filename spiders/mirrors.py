"""One address for a page that is shown on several hosts."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from compoundwatch.config import SourceConfig
from compoundwatch.urls import canonical_url


def on_home(url: str, source: SourceConfig) -> str:
    """The address on the source's own host, where `url` (canonical) is on a host that its YAML declares a mirror."""
    if not source.mirrors:
        return url
    parts = urlsplit(url)
    if parts.netloc not in source.mirrors:
        return url
    home = urlsplit(canonical_url(source.home))
    return urlunsplit((home.scheme, home.netloc, *parts[2:]))


def one_address(url: str, source: SourceConfig) -> str:
    """The same for every way to write the address of a page: canonical, and on the source's own host."""
    try:
        return on_home(canonical_url(url), source)
    except ValueError:
        return url
