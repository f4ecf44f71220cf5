"""A fingerprint of a page's words that stands still while only its clocks, counters, tokens or the order of its blocks change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import regex

# Month names of the languages whose dates are often spelt out; others are known by their digits.
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
    r"|ene|abr|ago|dic|fev|mai|out|dez|tháng)\p{L}{0,9}\.?"
)
_DATE = regex.compile(
    rf"""
    (?<!\d)\d{{4}}[-/.年]\s?\d{{1,2}}[-/.月]\s?\d{{1,2}}(?!\d)日?t?
    | \b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})\b
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s(?:de\s)?{_MONTH},?(?:\s(?:de\s)?\d{{4}})?\b
    | \b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?\b
    """,
    regex.VERBOSE,
)
_CLOCK = regex.compile(r"\b\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?(?:am|pm|utc|gmt)\b)?z?(?:[+-]\d{2}:?\d{2}\b)?")
_FEW = r"(?<!\d)\d{1,4}"
_AGO = regex.compile(
    rf"\b(?:\d{{1,4}}|an?|one)\s(?:second|sec|minute|min|hour|hr|day|week|month|year)s?\sago\b|\b(?:just now|yesterday|today)\b"
    rf"|{_FEW}\s?(?:秒|分钟|分鐘|小时|小時|天|周|个月|個月|年)前|刚刚|剛剛|昨天|今天"
    rf"|{_FEW}\s(?:giây|phút|giờ|ngày|tuần|tháng|năm)\strước|{_FEW}\s(?:detik|menit|jam|hari|minggu|bulan|tahun)\s(?:yang\s)?lalu"
    rf"|{_FEW}\s?(?:วินาที|นาที|ชั่วโมง|วัน|สัปดาห์|เดือน|ปี)(?:ที่แล้ว|ที่ผ่านมา)"
    rf"|{_FEW}\s(?:секунд|минут|час|дн|день|недел|месяц|год|лет)\p{{L}}{{0,4}}\sназад|\bhace\s\d{{1,4}}\s\p{{L}}{{1,12}}"
    r"|\bhá\s\d{1,4}\s\p{L}{1,12}"
)
_COUNTED = (
    r"(?:views?|visits?|visitors?|online|users?|members?|guests?|likes?|shares?|comments?|repl(?:y|ies)|hits?|downloads?|followers?"
    r"|subscribers?|reads?|people\s(?:are\s)?(?:viewing|watching|looking)|просмотр\p{L}{0,4}|онлайн|lượt\sxem|dilihat|kali\sdilihat"
    r"|visitas?|vues?|ครั้ง|ผู้ชม|次浏览|次瀏覽|浏览|瀏覽|阅读|閱讀|人气|人氣|在线|在線)"
)
_NUMBER = r"\d[\d.,\s]{0,14}[km万萬]?\+?"
_COUNTER = regex.compile(rf"(?<![\d+]){_NUMBER}\s?{_COUNTED}|{_COUNTED}\s?[:：]\s?{_NUMBER}")
# A token is told from a wallet, which is a contact: never in base 58 or 32, never after 0x.
_TOKEN = regex.compile(
    r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|(?<!0x)\b(?=[a-f]*+\d)(?=\d*+[a-f])[0-9a-f]{16,128}\b"
    r"|\b(?:token|nonce|csrf|session|sid|ray|request|trace|reference|ref|incident)(?:\s?id|\s?number)?\s?[:#=]\s?[\w-]{6,128}"
)
_COPYRIGHT = regex.compile(r"(?:©|\(c\)|copyright)\s*+(?:\d{4}\s*+[-–—]\s*+)?\d{4}")
_MOVING = (_DATE, _CLOCK, _AGO, _COUNTER, _TOKEN, _COPYRIGHT)
# A counter in a block of its own. A price has a sign or a unit beside it, a telephone number more digits.
_BARE_NUMBER = regex.compile(r"[\d.,\s]{1,7}")
_SPACE = regex.compile(r"\s++")


def page_fingerprint(title: str, text: str, contacts: Iterable[str]) -> str:
    """SHA-256 of the words and the contacts of a page; `contacts` count as they are, in any order."""
    said = {still for line in (title, *text.splitlines()) if (still := _still(line))}
    parts = [*sorted(said), "\x1e", *sorted(set(contacts))]
    return hashlib.sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()


def _still(line: str) -> str:
    """What of a line stands still; empty where nothing does."""
    line = _SPACE.sub(" ", line.casefold())
    for moving in _MOVING:
        line = moving.sub(" ", line)
    line = _SPACE.sub(" ", line).strip(" .,;:|·•-–—")
    return "" if _BARE_NUMBER.fullmatch(line) else line
