"""The page check for what is no HTML: JSON, feeds, sitemaps, files."""

from __future__ import annotations

from typing import Any

import orjson
import regex

from compoundwatch.text import fold_text
from spiders.page import Page
from spiders.pagecheck.verdict import Verdict
from spiders.pagecheck.words import WORDS, WordedClass
from spiders.reading.sitemap import is_sitemap, unpacked
from spiders.reading.xml_feed import is_xml_feed

_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04")
_ITEM = regex.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>/]")
_LOCATION = regex.compile(rb"<(?:[\w-]{1,20}+:)?loc[\s>]")
_FAILURES = frozenset({"error", "errors", "message", "detail", "reason", "status", "code", "title", "msg", "description", "type"})
_ORDER: tuple[WordedClass, ...] = ("blocked", "suspended", "login", "not_found", "error")
_MOST_VALUES = 2_000


def judge_data(page: Page) -> Verdict | None:
    """The verdict on a body that is no HTML; None where it is, or may be."""
    body = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body:
        return Verdict("empty", ("the body is empty",))
    if body.startswith((b"{", b"[")):
        return _judge_json(body)
    if is_xml_feed(page):
        return _judge_list(bool(_ITEM.search(body)), "feed")
    if body.startswith(b"\x1f\x8b") or (body.startswith(b"<") and is_sitemap(body)):
        plain = unpacked(page)
        return _judge_list(bool(_LOCATION.search(plain)), "sitemap") if is_sitemap(plain) else _FILE
    return _FILE if body.startswith(_FILES) else None


_FILE = Verdict("content", ("the body is a file, no page",))


def _judge_list(has_items: bool, kind: str) -> Verdict:
    if has_items:
        return Verdict("content", (f"a {kind} with items",))
    return Verdict("empty", (f"a {kind} without items",))


def _judge_json(body: bytes) -> Verdict | None:
    try:
        data = orjson.loads(body)
    except ValueError:
        return None
    return _judge_failure(data) or _judge_list(_holds_something(data), "JSON answer")


def _judge_failure(data: Any) -> Verdict | None:
    """An object that holds nothing but a message of failure."""
    if not isinstance(data, dict) or not data or not data.keys() <= _FAILURES:
        return None
    words = fold_text(orjson.dumps(data).decode()[:2_000].replace("_", " "))
    for page_class in _ORDER:
        if match := WORDS[page_class].search(words):
            return Verdict(page_class, (f"a JSON answer that says {match!r}",))
    return Verdict("error", ("a JSON answer that holds only a message",)) if "error" in data or "errors" in data else None


def _holds_something(data: Any) -> bool:
    """Whether there is an object in a list, or any text where there is no list at all."""
    if isinstance(data, list):
        return bool(data)
    lists = [value for value in _values(data) if isinstance(value, list)]
    return any(lists) if lists else bool(data)


def _values(data: Any) -> list[Any]:
    found: list[Any] = []
    waiting = [data]
    while waiting and len(found) < _MOST_VALUES:
        node = waiting.pop()
        if isinstance(node, dict):
            found.extend(node.values())
            waiting.extend(node.values())
    return found
