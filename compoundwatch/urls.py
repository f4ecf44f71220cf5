"""Canonical URLs, registrable domains, and the guard against addresses inside our own network."""

from __future__ import annotations

import ipaddress
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

if TYPE_CHECKING:
    from tldextract import TLDExtract

# Parameters that say how a reader came to a page and never which page it is.
_TRACKING_NAMES = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid igshid mc_cid mc_eid ref_src ref_url spm scm trk trackingid refid "
    "_hsenc _hsmi vero_id mkt_tok si feature share_source share_medium s_cid cmpid".split()
)
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "at_", "hsa_")


def canonical_url(url: str) -> str:
    """`url` with lower-case host, sorted query, without fragment and tracking parameters.

    Raises ValueError when it is no absolute http(s) URL.
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"not an absolute http(s) URL: {url[:200]!r}")
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(key)]
    return canonicalize_url(urlunsplit((parts.scheme.lower(), parts.netloc, parts.path, urlencode(query), "")))


def _is_tracking(name: str) -> bool:
    name = name.lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


@cache
def _extractor() -> TLDExtract:
    # The bundled public suffix list only: looking one up on the web would reach outside the sources.
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def registrable_domain(url: str) -> str:
    """The domain one party registered ("jobs.example.co.ke" → "example.co.ke"); the bare host where there is none."""
    host = (urlsplit(url).hostname or url).lower()
    return _extractor()(host).top_domain_under_public_suffix or host


def is_inner_address(address: str) -> bool:
    """Whether an IP address is loopback, private, link-local (cloud metadata included), reserved or multicast."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        embedded = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if embedded is not None:
            return is_inner_address(str(embedded))
    return not ip.is_global or ip.is_multicast


def is_loopback_literal(host: str) -> bool:
    """Whether `host` is written as a loopback address (`127.0.0.1`, `::1`) or `localhost`; no look-up is made."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
