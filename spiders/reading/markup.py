"""A page's bytes as a tree: the character set decided once, sizes bounded, links made absolute."""

from __future__ import annotations

import codecs
from functools import lru_cache
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import regex
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from compoundwatch.urls import canonical_url
from spiders.page import Page

# A posting is a few kilobytes and the longest lists a few megabytes; the rest of a longer body is not read.
LONGEST = 4_000_000
# A page may also name codecs that are no character sets, some of them (punycode) quadratic.
_CHARSET = regex.compile(r"(?:utf|cp|iso|gb|big5|euc|shift|koi8|mac|tis|hz|johab|latin|ascii)[\w-]*+")
# What may stand before the root element.
_ROOT = regex.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?[^>]{0,500}>|<!--.{0,2000}?-->|<!doctype\s[^>]{0,500}>)*+<([\w:-]{1,40})",
    regex.IGNORECASE | regex.DOTALL,
)
_NOTHING = b"<html></html>"


def decode(page: Page) -> str:
    """The body as text: UTF-8 where it is valid, else by byte-order mark, header, `meta` and at last Windows-1252."""
    return _decoded(page.body, page.headers.get("content-type", ""))


def tree(page: Page) -> lxml.html.HtmlElement:
    """The parsed page, an empty `html` element where there is nothing to parse. Callers must not change it."""
    return _tree(page.body, page.headers.get("content-type", ""))


def root_name(body: bytes) -> str:
    """The name of the root element in lower case, without its prefix; empty where the body does not begin with one."""
    root = _ROOT.match(body[:8192])
    return root[1].decode("ascii", "replace").lower().rpartition(":")[2] if root else ""


def absolute(page: Page, href: str | None) -> str | None:
    """The http(s) URL that a link on the page leads to, None where it leads to none."""
    if not href:
        return None
    try:
        url = urljoin(_base(page.url, page.body, page.headers.get("content-type", "")), href.strip())
        canonical_url(url)
    except ValueError:
        return None
    return url


@lru_cache(maxsize=2)
def _base(url: str, body: bytes, content_type: str) -> str:
    if b"<base" not in body:
        return url
    return urljoin(url, str(_tree(body, content_type).xpath("string(//base/@href)")))


def _decoded(body: bytes, content_type: str) -> str:
    body = body[:LONGEST]
    try:
        # Incremental, because a body cut at the limit may end within a character.
        return codecs.getincrementaldecoder("utf-8-sig")().decode(body)
    except UnicodeDecodeError:
        return body.decode(_charset(body, content_type), "replace")


def _charset(body: bytes, content_type: str) -> str:
    for label in (read_bom(body)[0], http_content_type_encoding(content_type), html_body_declared_encoding(body)):
        name = resolve_encoding(label) if label else None
        if name and _CHARSET.fullmatch(name.replace("_", "-")) and name != "utf-8":
            return name
    return "cp1252"


@lru_cache(maxsize=2)
def _tree(body: bytes, content_type: str) -> lxml.html.HtmlElement:
    text = _decoded(body, content_type).replace("\0", "")
    try:
        return _parsed(text.encode(errors="replace"))
    except lxml.etree.LxmlError:
        return _parsed(_NOTHING)


def _parsed(markup: bytes) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    return lxml.html.document_fromstring(markup, parser=parser)
