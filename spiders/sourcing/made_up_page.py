"""A page with its own markup and made-up words: what may lie in the repository, where real adverts and people may not.

Tags, classes, ids, dates, keys of JSON, codes and links within the site stay, since a parser rests on them. Everything that people
read is replaced, scripts without data are emptied, and links elsewhere lead nowhere.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence
from dataclasses import replace

import orjson
import regex

from spiders.page import Page
from spiders.reading.markup import LONGEST, decode
from spiders.sourcing.kept_words import Keeper

# What is not closed runs to the end, as browsers have it; so nothing is looked at twice.
_TOKEN = regex.compile(
    r"(?P<script><script\b[^>]*+>)(?P<code>.*?)(?P<end></script\s*+>|\Z)|(?P<style><style\b[^>]*+>).*?(?:</style\s*+>|\Z)"
    r"|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<tag><(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>|<[^<>]*+>)|(?P<text>[^<]++|<++(?![\w/!?])|<)",
    regex.DOTALL | regex.IGNORECASE,
)
_ATTRIBUTE = regex.compile(
    r"(?P<name>[\w:@.-]++)(?P<is>\s*+=\s*+)(?:(?P<quote>[\"'])(?P<value>.*?)(?P=quote)|(?P<bare>[^\s\"'<>]++))", regex.DOTALL
)
_STRING = regex.compile(r"\"(?P<inner>(?:[^\"\\]|\\.)*+)\"(?P<key>\s*+:)?|'(?:[^'\\\n]|\\.)*+'", regex.DOTALL)
_TAG = regex.compile(r"<(/?\w++)[^<>]*+>")
_PART = regex.compile(r"(?P<tag><[^<>]*+>)|[^<]++|<")
_ADDRESSES = frozenset("href src url action srcset poster data-href data-url data-src".split())
_READ_BY_PEOPLE = frozenset("alt title content placeholder value aria-label label summary".split())
_SETTINGS = regex.compile(r"http-equiv|charset|viewport|robots|og:type", regex.IGNORECASE)
_ENCODING = regex.compile(r"(<\?xml[^>]{0,60}encoding=[\"'])[\w-]+")
_CHARSET = regex.compile(r"charset=[\w-]+")
_DATA = regex.compile(r"json|\{\s*\"", regex.IGNORECASE)


def made_up_page(page: Page, kept: Collection[str] = (), sought: Collection[str] = (), languages: Sequence[str] = ()) -> Page:
    """The page in UTF-8 with other words.

    `kept` stands where it is a whole text (ids and addresses of postings), `sought` also within one (what selectors look for).
    """
    keeper = Keeper.of(page.url, kept, sought, languages)
    text = decode(page)[:LONGEST].replace("\0", "")
    is_json = text.lstrip()[:1] in {"{", "["}
    other = _strings(text, keeper) if is_json else _markup(_ENCODING.sub(r"\1utf-8", text), keeper)
    content_type = _CHARSET.sub("charset=utf-8", page.headers.get("content-type", ""))
    headers = {**page.headers, **({"content-type": content_type} if content_type else {})}
    return replace(page, body=other.encode(errors="replace"), headers=headers)


def _markup(text: str, keeper: Keeper) -> str:
    def token(found: regex.Match[str]) -> str:
        if found["script"]:
            data = _DATA.search(found["script"]) or _DATA.search(found["code"])
            return found["script"] + (_strings(found["code"], keeper) if data else "") + found["end"]
        if found["style"]:
            return f"{found['style']}</style>"
        if found["cdata"] is not None:
            return f"<![CDATA[{_fragment(found['cdata'], keeper)}]]>"
        if found["tag"]:
            return _tag(found["tag"], keeper)
        return "" if found["comment"] else _escaped(found["text"], keeper)

    return _TOKEN.sub(token, text)


def _tag(tag: str, keeper: Keeper) -> str:
    def attribute(found: regex.Match[str]) -> str:
        name, value = found["name"].lower(), html.unescape(found["value"] or found["bare"] or "")
        if name in _ADDRESSES:
            other = keeper.address(value)
        elif name in _READ_BY_PEOPLE:
            other = keeper.words(value)
        elif name.startswith(("data-", "on")):
            other = keeper.words(value, name)
        else:
            return found[0]
        quote = found["quote"] or '"'
        return f"{found['name']}{found['is']}{quote}{html.escape(other)}{quote}"

    return tag if tag.startswith("<meta") and _SETTINGS.search(tag) else _ATTRIBUTE.sub(attribute, tag)


def _strings(code: str, keeper: Keeper) -> str:
    """JSON, or a script that holds some: its strings that are no keys."""
    key = ""

    def string(found: regex.Match[str]) -> str:
        nonlocal key
        if found["inner"] is None:
            return "''"
        if found["key"]:
            key = found["inner"]
            return found[0]
        return _string(found[0], key, keeper)

    return _STRING.sub(string, code)


def _string(literal: str, key: str, keeper: Keeper) -> str:
    try:
        value = orjson.loads(literal)
    except orjson.JSONDecodeError:
        # A line break within, as some boards write it.
        return f'"{_fragment(literal[1:-1], keeper)}"'
    if value.startswith(("/", "http://", "https://", "mailto:", "tel:")):
        other = keeper.address(value)
    else:
        other = _fragment(value, keeper) if "<" in value else keeper.words(value, key)
    # So that a script's end cannot stand in its data.
    return orjson.dumps(other).decode().replace("</", "<\\/")


def _fragment(markup: str, keeper: Keeper) -> str:
    """HTML within a string: its tags without attributes, which may hold addresses of people."""
    return _PART.sub(lambda part: _TAG.sub(r"<\1>", part[0]) if part["tag"] else keeper.words(part[0]), markup)


def _escaped(text: str, keeper: Keeper) -> str:
    """Text of a page; that of a feed may be HTML which was escaped once more."""
    plain = html.unescape(text)
    return html.escape(_fragment(plain, keeper) if "<" in plain else keeper.words(plain), quote=False)
