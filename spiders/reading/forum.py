"""Forums: a board leads to its threads, a page of a thread holds posts. What the makes of forum have in common.

Every post with an id of its own is a posting, since adverts are often answers in a long "jobs here" thread. The opening post
bears the thread's title; an answer has none, unless its author gave it one, because the title would make it an advert too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

import lxml.html
import regex
from parsel import Selector
from w3lib.url import url_query_cleaner

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.forum_time import clock_of, post_time
from spiders.reading.markup import absolute
from spiders.reading.select import all_text, first_text, root_of

# Forums show ten to fifty posts a page and up to a hundred threads a board.
_MOST_POSTS = 200
_MOST_THREADS = 1_000
# Of one post's markup.
_LONGEST_POST = 200_000
# Pictures that stand for what the author typed, such as ":)".
_SMILEYS = "img[alt][class*='smil'], img[alt][class*='Smil']"
_LONGEST_SMILEY = 20


@dataclass(frozen=True, slots=True)
class ForumMarkup:
    """Where one make of forum prints what. All but `marks`, `post_id` and `passing` are CSS; of several the first find counts."""

    # Of these one stands in the source of every page.
    marks: tuple[bytes, ...]
    # On a board: links to the threads, and to the last page of a thread that has several.
    threads: str
    # To the next page, of a board or a thread.
    following: tuple[str, ...]
    # The number of this page of a thread, where it has several.
    page_number: tuple[str, ...]
    # The thread's title.
    subject: tuple[str, ...]
    post: str
    # What the id attribute of a post, or of a part of it, reads; its first group is the id.
    post_id: regex.Pattern[str]
    # The title that its author gave a post.
    title: str | None
    # A post's words, and what stands among them that is not the author's: words of others who are named, notes of the forum.
    words: str
    left_out: str
    times: tuple[str, ...]
    permalink: tuple[str, ...]
    # Where the foot of the page says in which zone times are printed.
    clock: str | None = None
    # Query parameters that say how the reader came, or who he is.
    passing: tuple[str, ...] = ()


class Forum:
    """`start` names boards, or threads that are lists themselves. The YAML says `lists: newest`: old threads sink from view."""

    name: ClassVar[str]
    kind: ClassVar[Kind] = "social"
    markup: ClassVar[ForumMarkup]

    def recognises(self, page: Page) -> bool:
        """A board with threads or a page of a thread in the markup of this make."""
        if not any(mark in page.body for mark in self.markup.marks):
            return False
        root = root_of(page)
        return next(self._posts(root), None) is not None or bool(root.css(self.markup.threads))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """The posts of a page of a thread; the threads of a board; the next page of either."""
        if not any(mark in page.body for mark in self.markup.marks):
            return ParsedPage()
        root = root_of(page)
        drafts = tuple(self._drafts(page, root, source.languages if source else ()))
        threads = () if next(self._posts(root), None) else self._threads(page, root)
        following = self._address(page, root, self.markup.following)
        further = (Link(following, "list"),) if following and following != page.url else ()
        return ParsedPage(drafts=drafts, links=(*threads, *further))

    def _posts(self, root: Selector) -> Iterator[tuple[str, Selector]]:
        """The posts with their ids, each once. What lies within a post is a part of it."""
        seen: set[str] = set()
        elements: set[int] = set()
        for post in islice(root.css(self.markup.post), _MOST_POSTS):
            if any(id(above) in elements for above in post.root.iterancestors()):
                continue
            elements.add(id(post.root))
            post_id = self._id(post)
            if post_id and post_id not in seen:
                seen.add(post_id)
                yield post_id, post

    def _id(self, post: Selector) -> str | None:
        ids = post.xpath("(descendant-or-self::*/@id)[position() <= 40]").getall()
        return next((found[1] for value in ids if (found := self.markup.post_id.fullmatch(value[:60]))), None)

    def _drafts(self, page: Page, root: Selector, languages: tuple[str, ...]) -> Iterator[Draft]:
        subject = _first(root, self.markup.subject) or ""
        opens = (_first(root, self.markup.page_number) or "1") == "1"
        clock = clock_of(all_text(root, self.markup.clock) if self.markup.clock else "")
        for post_id, post in self._posts(root):
            own = first_text(post, self.markup.title)
            title = subject if opens else own if own and not own.endswith(subject) else ""
            text = self._words(post)
            if text or title:
                permalink = None if opens else self._address(page, post, self.markup.permalink)
                yield Draft(
                    url=permalink or self._lasting(page.url),
                    title=title,
                    text=text,
                    native_id=post_id,
                    date_posted=post_time(_first(post, self.markup.times), languages, clock),
                )
            opens = False

    def _words(self, post: Selector) -> str:
        # A copy, because the tree is shared; of the usual depth, because quotes within quotes are compared with each other.
        copy = Selector(root=lxml.html.document_fromstring(post.get()[:_LONGEST_POST]), type="html")
        copy.css(self.markup.left_out).drop()
        for smiley in copy.css(_SMILEYS):
            smiley.root.tag, smiley.root.text = "span", smiley.attrib["alt"][:_LONGEST_SMILEY]
        return all_text(copy, self.markup.words)

    def _threads(self, page: Page, root: Selector) -> tuple[Link, ...]:
        hrefs = islice(root.css(self.markup.threads), _MOST_THREADS)
        found = (absolute(page, link.attrib.get("href")) for link in hrefs)
        return tuple(Link(url, "detail") for url in dict.fromkeys(self._lasting(url) for url in found if url))

    def _address(self, page: Page, node: Selector, selectors: tuple[str, ...]) -> str | None:
        url = absolute(page, _first(node, selectors))
        return self._lasting(url) if url else None

    def _lasting(self, url: str) -> str:
        return url_query_cleaner(url, self.markup.passing, remove=True, keep_fragments=True) if self.markup.passing else url


def _first(node: Selector, selectors: tuple[str, ...]) -> str | None:
    return next(filter(None, (first_text(node, selector) for selector in selectors)), None)
