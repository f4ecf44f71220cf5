"""The ways out that a page offers: addresses of mail, telephone and messengers, in its links and its words."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import lxml.html
import regex

from compoundwatch.text import inline
from compoundwatch.urls import registrable_domain

# Links of these schemes are a contact by themselves; what follows is written as a reader would.
_PLAIN = frozenset({"mailto", "tel", "sms", "callto"})
_APPS = frozenset({"whatsapp", "tg", "viber", "weixin", "wechat", "line", "zalo", "skype", "sgnl", "signal", "kakaotalk", "imo"})
# Hosts on which an address is a person or a group, not a page about something.
_MESSENGERS = frozenset(
    "wa.me whatsapp.com t.me telegram.me telegram.dog line.me lin.ee zalo.me m.me messenger.com viber.com chats.viber.com "
    "signal.me signal.group u.wechat.com work.weixin.qq.com wa.link kakao.com discord.gg".split()
)
# Their links to share a page by are the page's own.
_SHARING = regex.compile(
    r"/(?:share|sharer|send/?\?(?!phone)|msg/text|R/msg|dialog)|[?&](?:text|url|link)=[^&]*$", regex.IGNORECASE
)
_MAIL = regex.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}", regex.IGNORECASE)
_PHONE = regex.compile(r"(?<![\w+])\+\d[\d ().-]{6,18}\d(?!\d)")
_MOST = 200
_LONGEST = 300


def outgoing_contacts(root: lxml.html.HtmlElement, words: str) -> tuple[str, ...]:
    """Contacts of a page with the visible `words`, each once, in order of their spelling."""
    found = {inline(contact)[:_LONGEST] for contact in (*_linked(root), *_MAIL.findall(words), *_PHONE.findall(words))}
    return tuple(sorted(contact for contact in found if contact))[:_MOST]


def _linked(root: lxml.html.HtmlElement) -> Iterator[str]:
    for href in root.xpath("//a/@href"):
        scheme, _, rest = str(href).strip().partition(":")
        scheme = scheme.lower()
        if scheme in _PLAIN:
            yield unquote(rest.partition("?")[0]).lstrip("/")
        elif scheme in _APPS:
            yield unquote(f"{scheme}:{rest}")
        elif scheme in {"http", "https"} and _is_messenger(str(href)):
            yield str(href).strip()


def _is_messenger(url: str) -> bool:
    try:
        host = (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    known = host in _MESSENGERS or registrable_domain(url) in _MESSENGERS
    return known and not _SHARING.search(url)
