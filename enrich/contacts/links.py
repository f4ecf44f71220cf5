"""Links: web addresses, also defanged ones, and links that open a chat in a messaging app."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal
from unicodedata import normalize
from urllib.parse import unquote

import regex
import tldextract

from compoundwatch.posting import ContactType
from compoundwatch.text import Folded
from compoundwatch.urls import canonical_url
from enrich.contacts.found import Found
from enrich.contacts.phones import e164

# A dot, also written "[.]", "(dot)", "。".
DOT = r"(?:\.|。|[ ]?[\[({<][ ]?(?:\.|dot|点|點)[ ]?[\])}>][ ]?)"
_LABEL = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?+"
_HOST = rf"{_LABEL}(?:{DOT}{_LABEL}){{1,8}}+"
_PATH = r"(?:[/?#][^\s<>\"'\0（）()，。、；！【】「」《》|]{0,500}+)?+"
_SCHEME = r"h(?:tt|xx|\*\*|..)ps?[ ]?(?:://|\[:\]//|：//|:[ ]//)"
_LINK = regex.compile(
    rf"(?<![a-z0-9@.\-/])(?:(?P<scheme>{_SCHEME}){_HOST}(?::\d{{2,5}})?{_PATH}|(?P<bare>{_HOST}{_PATH}))"
    rf"|(?<![a-z])(?P<deep>(?:viber|tg|whatsapp|zalo|line|weixin)://\S{{1,200}}+)"
)
# Without a dot before a letter there is no host; without either no link.
_LINK_SIGN = regex.compile(r"(?:[.。]|[\])}>][ ]?)[a-z0-9]|://")
_ANY_DOT, _ANY_SCHEME = regex.compile(DOT, regex.IGNORECASE), regex.compile(rf"^{_SCHEME}", regex.IGNORECASE)
_BEFORE_HOST = regex.compile(r"^(?:https?://)?(?:www\.)?", regex.IGNORECASE)
# "t . me / name", "t点me/name", "t dot me slash name".
_SPACED_CHAT = regex.compile(
    rf"(?<![a-z0-9])(t|telegram|tele gram|wa|m|zalo)[ ]?(?:{DOT}|[ ][.][ ]|[.][ ]|[点點]|dot)[ ]?"
    r"me[ ]?(?:/|斜杠|斜線|slash)[ ]?([a-z0-9_+\-.~@]{3,64}+)"
)
_PLAIN_CHAT = regex.compile(r"[a-z.]+/\S+")
_TRAILING = ".,;:!?*_~'\"”’》」…-"
# Suffixes that a sentence without blanks rarely ends in; others need "www.", a scheme, a path or a second level (co.th).
_PLAIN_SUFFIXES = frozenset(
    "com net org info biz top xyz vip club site online shop store live life work jobs asia app dev io cc tv pro link".split()
)

# Names do not know case, the codes of invitations do.
Form = Literal["number", "name", "code"]


def find_links(plain: str, folded: Folded, body: str, countries: Sequence[str]) -> Iterator[Found]:
    """Web addresses and chat links, from left to right."""
    sign = _LINK_SIGN.search(plain)
    # No link goes over two lines, so that none begins before the line of the first sign.
    for match in _LINK.finditer(plain, plain.rfind("\n", 0, sign.start()) + 1) if sign else ():
        start, end = match.start(), match.start() + len(match.group().rstrip(_TRAILING))
        printed = _refang(body[slice(*folded.span(start, end))])
        chat = _chat(printed, countries)
        if chat:
            yield Found(*chat, start, end)
        elif match["scheme"] or (match["bare"] and _is_address(printed)):
            yield from _web(printed, start, end)
    for match in _SPACED_CHAT.finditer(plain):
        chat = _chat(f"{match[1].replace(' ', '')}.me/{match[2].rstrip(_TRAILING)}", countries)
        if chat and not _PLAIN_CHAT.fullmatch(match.group()):
            yield Found(*chat, match.start(), match.end())


def _web(printed: str, start: int, end: int) -> Iterator[Found]:
    try:
        yield Found("url", canonical_url(printed if "://" in printed else f"https://{printed}"), start, end)
    except ValueError:
        return


def _refang(raw: str) -> str:
    """The address meant: full width, "hxxp" and "[.]" undone; case kept, since paths know case."""
    text = normalize("NFKC", raw)
    text = _ANY_DOT.sub(".", text)
    text = _ANY_SCHEME.sub(lambda match: "https://" if "s" in match.group().lower() else "http://", text)
    return "".join(text.split())


def _is_address(printed: str) -> bool:
    host, slash, _ = printed.lower().partition("/")
    parts = _suffixes()(host)
    if not parts.domain or not parts.suffix or parts.suffix == host:
        return False
    return host.startswith("www.") or bool(slash) or "." in parts.suffix or parts.suffix in _PLAIN_SUFFIXES


@cache
def _suffixes() -> tldextract.TLDExtract:
    # The bundled list only: enrichment reaches for no network.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def _chat(printed: str, countries: Sequence[str]) -> tuple[ContactType, str] | None:
    """The app and the value a chat link opens; None where it is an ordinary address."""
    address = _BEFORE_HOST.sub("", printed)
    for pattern, app, form in _CHAT_LINKS:
        match = pattern.match(address)
        if match:
            value = unquote(match[1]).strip("/").rstrip(_TRAILING)
            return _chat_value(app, value, form, countries)
    return None


def _chat_value(app: ContactType, value: str, form: Form, countries: Sequence[str]) -> tuple[ContactType, str] | None:
    if form == "number":
        dialled = e164(value, countries) or e164(f"+{value.lstrip('+')}", countries)
        return (app, dialled) if dialled else None
    kept = value if form == "code" else value.lower().lstrip("@~")
    return (app, kept) if len(kept) >= 3 else None


def _pattern(text: str) -> regex.Pattern[str]:
    return regex.compile(text, regex.IGNORECASE)


# Address after scheme and "www." → app, and what the value is.
_CHAT_LINKS: tuple[tuple[regex.Pattern[str], ContactType, Form], ...] = (
    (_pattern(r"(?:t|telegram)\.(?:me|dog)/(joinchat/[\w\-]{8,64})"), "telegram", "code"),
    (_pattern(r"(?:t|telegram)\.(?:me|dog)/(\+[0-9]{9,15})(?![\w\-])"), "telegram", "number"),
    (_pattern(r"(?:t|telegram)\.(?:me|dog)/(\+[\w\-]{6,64})"), "telegram", "code"),
    (_pattern(r"(?:t|telegram)\.(?:me|dog)/(?:s/)?([a-z]\w{3,31})"), "telegram", "name"),
    (_pattern(r"tg://resolve\?domain=(\w{4,32})"), "telegram", "name"),
    (_pattern(r"wa\.me/message/([a-z0-9]{8,24})(?!\w)"), "whatsapp", "code"),
    (_pattern(r"wa\.me/\+?([0-9]{7,15})(?!\w)"), "whatsapp", "number"),
    (
        _pattern(r"(?:(?:api|web)\.whatsapp\.com/|whatsapp://)send/?\?(?:[^#]{0,80}&)?phone=(?:%2b|\+)?([0-9]{7,15})"),
        "whatsapp",
        "number",
    ),
    (_pattern(r"wh?at?s?sap\.(?:my|me)/(?:\w{1,20}\.php\?phone=)?\+?([0-9]{8,15})(?!\w)"), "whatsapp", "number"),
    (_pattern(r"chat\.whatsapp\.com/((?:invite/)?[\w\-]{10,40})"), "whatsapp", "code"),
    (_pattern(r"(?:line\.me/(?:r/)?ti/p/|line://ti/p/|page\.line\.me/)((?:@|~|%40)?[\w.\-]{2,40})"), "line", "name"),
    (_pattern(r"(?:lin\.ee|line\.me/ti/g2?)/([\w\-]{5,60})"), "line", "code"),
    (_pattern(r"(?:chat\.)?zalo\.me/(g/\w{5,20})"), "zalo", "code"),
    (_pattern(r"(?:chat\.)?zalo\.me/([0-9]{8,13})(?!\w)"), "zalo", "number"),
    (_pattern(r"(?:chat\.)?zalo\.me/([\w.\-]{3,40})"), "zalo", "name"),
    (_pattern(r"(?:m\.me|messenger\.com/t|fb\.me/msg)/([\w.\-]{3,60})"), "messenger", "name"),
    (_pattern(r"viber://(?:chat|contact|add)\?number=(?:%2b|\+)?([0-9]{7,15})"), "viber", "number"),
    (_pattern(r"signal\.me/#p/(\+[0-9]{7,15})"), "signal", "number"),
    (_pattern(r"u\.wechat\.com/([\w\-]{5,60})"), "wechat", "code"),
)
