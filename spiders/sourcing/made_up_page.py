"""A page with its own markup and made-up words: what may lie in the repository, where real adverts and people may not.

Tags, classes, ids, dates, keys of JSON, codes and links within the site stay, since a parser rests on them. Everything that people
read is replaced, scripts without data are emptied, and links elsewhere lead nowhere.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import orjson
import regex

from compoundwatch.urls import registrable_domain
from spiders.page import Page
from spiders.reading.dates import machine_date, printed_date
from spiders.reading.markup import LONGEST, decode
from spiders.sourcing.made_up_words import made_up

_TOKEN = regex.compile(
    r"(?P<script><script\b[^>]*+>)(?P<code>.*?)(?P<end></script\s*+>)|(?P<style><style\b[^>]*+>).*?</style\s*+>|<!\[CDATA\[(?P<cdata>.*?)\]\]>"
    r"|(?P<comment><!--.*?-->)|(?P<tag><(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>|<[^<>]*+>)|(?P<text>[^<]++|<)",
    regex.DOTALL | regex.IGNORECASE,
)
_ATTRIBUTE = regex.compile(r"(?P<name>[\w:@.-]++)(?P<is>\s*+=\s*+)(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", regex.DOTALL)
_STRING = regex.compile(r"\"(?:[^\"\\]|\\.)*+\"(?P<key>\s*+:)?|'(?:[^'\\\n]|\\.)*+'", regex.DOTALL)
_TAG = regex.compile(r"<(/?\w++)[^<>]*+>")
_ADDRESSES = frozenset("href src action srcset poster data-href data-url data-src content:encoded".split())
_READ_BY_PEOPLE = frozenset("alt title content placeholder value aria-label label summary".split())
_SETTINGS = regex.compile(r"http-equiv|charset|viewport|robots|og:type", regex.IGNORECASE)
# FULL_TIME, KES, en-GB, JobPosting: names that programs know, and numbers that are nobody's telephone.
_CODE = regex.compile(
    r"[A-Z][A-Z0-9_]{0,30}|[a-z]{2}(?:[-_][A-Za-z]{2,4})?|(?:[A-Z][a-z]+){2,4}|true|false|null|-?\d{1,6}(?:\.\d{1,4})?"
)
_YEAR = regex.compile(r"(?:19|20|25)\d\d")
_LONGEST_DATE = 40
_ENCODING = regex.compile(r"(<\?xml[^>]{0,60}encoding=[\"'])[\w-]+")
_DATA = regex.compile(r"json|\{\s*\"", regex.IGNORECASE)


def made_up_page(page: Page, kept: Collection[str] = (), languages: Sequence[str] = ()) -> Page:
    """The page in UTF-8 with other words. `kept` stands as it is: ids of postings, and words that selectors look for."""
    maker = _Maker(registrable_domain(page.url), frozenset(kept), tuple(languages))
    text = decode(page)[:LONGEST].replace("\0", "")
    is_json = text.lstrip()[:1] in {"{", "["}
    other = maker.strings(text) if is_json else maker.markup(_ENCODING.sub(r"\1utf-8", text))
    headers = {**page.headers, "content-type": regex.sub(r"charset=[\w-]+", "charset=utf-8", page.headers.get("content-type", ""))}
    return replace(page, body=other.encode(errors="replace"), headers={name: value for name, value in headers.items() if value})


@dataclass(frozen=True, slots=True)
class _Maker:
    site: str
    kept: frozenset[str]
    languages: tuple[str, ...]

    def markup(self, text: str) -> str:
        return _TOKEN.sub(self._token, text)

    def strings(self, code: str) -> str:
        """JSON, or a script that holds some: strings that are no keys."""
        return _STRING.sub(self._string, code)

    def _token(self, found: regex.Match[str]) -> str:
        if found["script"]:
            data = _DATA.search(found["script"]) or _DATA.search(found["code"])
            return found["script"] + (self.strings(found["code"]) if data else "") + found["end"]
        if found["style"]:
            return found["style"] + "</style>"
        if found["cdata"] is not None:
            return f"<![CDATA[{self._fragment(found['cdata'])}]]>"
        if found["comment"]:
            return ""
        if found["tag"]:
            return self._tag(found["tag"])
        return self._escaped(found["text"])

    def _tag(self, tag: str) -> str:
        if tag.startswith("<meta") and _SETTINGS.search(tag):
            return tag
        return _ATTRIBUTE.sub(self._attribute, tag)

    def _attribute(self, found: regex.Match[str]) -> str:
        name, value = found["name"].lower(), html.unescape(found["value"])
        if name in _ADDRESSES:
            other = self._address(value)
        elif name in _READ_BY_PEOPLE or name.startswith(("data-", "on")):
            other = self._words(value)
        else:
            return found[0]
        return f"{found['name']}{found['is']}{found['quote']}{html.escape(other)}{found['quote']}"

    def _string(self, found: regex.Match[str]) -> str:
        if found[0][0] == "'":
            return "''"
        if found["key"]:
            return found[0]
        literal = found[0]
        try:
            value = orjson.loads(literal)
        except orjson.JSONDecodeError:
            # A line break within, as some boards write it.
            return f'"{self._fragment(literal[1:-1])}"'
        other: str = orjson.dumps(self._value(value)).decode()
        # So that a script's end cannot stand in its data.
        return other.replace("</", "<\\/")

    def _value(self, value: str) -> str:
        if value.startswith(("http://", "https://", "//", "mailto:", "tel:")):
            return self._address(value)
        return self._fragment(value) if "<" in value else self._words(value)

    def _fragment(self, markup: str) -> str:
        """HTML within a string: its tags without attributes, which may hold addresses of people."""
        return regex.sub(
            r"(<[^<>]*+>)|[^<]++", lambda part: _TAG.sub(r"<\1>", part[0]) if part[1] else self._words(part[0]), markup
        )

    def _escaped(self, text: str) -> str:
        """Text of a page; that of a feed may be HTML which was escaped once more."""
        plain = html.unescape(text)
        return html.escape(self._fragment(plain) if "<" in plain else self._words(plain), quote=False)

    def _words(self, text: str) -> str:
        bare = text.strip()
        return text if not bare or bare in self.kept or _CODE.fullmatch(bare) or self._is_date(bare) else self._apart(text)

    def _apart(self, text: str) -> str:
        """Words that selectors look for stay in the middle of a text, too."""
        for word in self.kept:
            if len(word) > 3 and word in text:
                before, _, after = text.partition(word)
                return f"{made_up(before)}{word}{made_up(after)}"
        return made_up(text)

    def _is_date(self, text: str) -> bool:
        if len(text) > _LONGEST_DATE or not _YEAR.search(text):
            return False
        return (machine_date(text) or printed_date(text, self.languages)) is not None

    def _address(self, address: str) -> str:
        """A link within the site as it is, one elsewhere to nobody."""
        if address in self.kept or not regex.match(r"[a-z]+:|//", address, regex.IGNORECASE):
            return address
        if address.startswith(("http", "//")) and registrable_domain(f"http:{address.partition(':')[2] or address}") == self.site:
            return address
        if "schema.org" in address:
            return address
        return "https://example.org/"
