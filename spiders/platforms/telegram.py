"""The public preview of a Telegram channel, `t.me/s/<channel>`: twenty posts a page, older ones by `?before=`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import regex
from parsel import Selector

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import machine_date
from spiders.reading.markup import absolute
from spiders.reading.select import all_text, first_text, root_of

_MARK = b"tgme_widget_message"
_POST = regex.compile(r"([A-Za-z0-9_]{1,64})/(\d{1,15})")
_MESSAGE = "div.tgme_widget_message[data-post]:not(.service_message)"
# The text of a message that is answered stands in the reply's frame.
_TEXT = ".js-message_text:not(.tgme_widget_message_reply .js-message_text)"
_POLL = ".tgme_widget_message_poll_question, .tgme_widget_message_poll_option_text"
_AUTHOR = ".tgme_widget_message_author"
_FORWARDED = ".tgme_widget_message_forwarded_from"
_TIME = ".tgme_widget_message_date time::attr(datetime)"
# Telegram shows twenty.
_MOST_POSTS = 200
_OLDER = "a.js-messages_more[data-before]::attr(href)"


class Telegram:
    """`start` names previews (https://t.me/s/<channel>). An album is one post; notices of the channel itself are none.

    The title is what Telegram prints above the text: "Forwarded from …" of a forwarded post, the channel's name of a
    post that has no words of its own, else nothing.
    """

    name: ClassVar[str] = "telegram"
    kind: ClassVar[Kind] = "social"

    def recognises(self, page: Page) -> bool:
        """A page with at least one post in the preview's markup."""
        return _MARK in page.body and bool(root_of(page).css(_MESSAGE))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every channel
        """One posting a message, oldest first as on the page, and the link to the older ones."""
        root = root_of(page)
        older = (absolute(page, href) for href in root.css(_OLDER).getall()[:1])
        return ParsedPage(drafts=tuple(_drafts(root)), links=tuple(Link(url, "list") for url in older if url))


def _drafts(root: Selector) -> Iterator[Draft]:
    for message in root.css(_MESSAGE)[:_MOST_POSTS]:
        post = _POST.fullmatch(message.attrib["data-post"])
        if post:
            yield _draft(message, post[0])


def _draft(message: Selector, post: str) -> Draft:
    text = all_text(message, _TEXT) or all_text(message, _POLL)
    title = first_text(message, _FORWARDED) or ""
    if not (title or text):
        title = first_text(message, _AUTHOR) or post
    return Draft(
        url=f"https://t.me/{post}",
        title=title,
        text=text,
        native_id=post,
        date_posted=machine_date(first_text(message, _TIME)),
    )


PLATFORM = Telegram()
