"""Text of an advert made harmless in a mail: no link in it can be followed, no direction control reorders the page."""

from __future__ import annotations

from urllib.parse import urlsplit

import regex

from compoundwatch.text import inline, one_line

# Mail programs make links of schemes, of bare domains and of addresses; numbers such as 1.500 are left alone.
_SCHEME = regex.compile(r"(?i)\bhttp(?=s?+:)")
_OTHER_SCHEME = regex.compile(r"(?i)\b(javascript|data|vbscript|file|ftp|mailto|tel|tg|whatsapp|intent):(?=\S)")
_DOT = regex.compile(r"(?<=[\p{L}_-])[.．｡](?=[\p{L}\p{N}])|(?<=\p{N})[.．｡](?=\p{L})")
_IPV4 = regex.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_LONGEST_LINK = 2000
_SHOWN = 120


def defang(text: str) -> str:
    """`https://evil.example/x` → `hxxps://evil[.]example/x`."""
    text = _OTHER_SCHEME.sub(r"\1[:]", _SCHEME.sub("hxxp", inline(text)))
    return _DOT.sub("[.]", _IPV4.sub(lambda address: address.group().replace(".", "[.]"), text))


def isolate(text: str) -> str:
    """Text of any direction between isolates, so that it cannot reorder what stands beside it (UAX #9)."""
    return f"{_FIRST_STRONG_ISOLATE}{inline(text)}{_POP_ISOLATE}"


def safe_link(url: str) -> str | None:
    """The posting's own address where it may be a link: http(s), ASCII host, no user name, not endless; else None."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    plain = url.isascii() and url.isprintable() and not any(char in url for char in " \"'<>\\")
    fine = parts.scheme in {"http", "https"} and host and "@" not in parts.netloc and len(url) <= _LONGEST_LINK
    return url if plain and fine else None


def shown_link(url: str) -> str:
    """What a reader sees of a link: the address itself, the end cut where it is long, so that the host always shows."""
    return one_line(url, _SHOWN)
