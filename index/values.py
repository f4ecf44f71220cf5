"""Search form: how a value is written in the index, whatever way a page or a person writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

import phonenumbers

from compoundwatch.text import fold_text, token_texts
from compoundwatch.urls import canonical_url, registrable_domain

MAX_VALUE: Final = 500

wallet_types: Final = frozenset({"btc", "eth", "tron"})
# Types whose value is a telephone number wherever it looks like one.
number_types: Final = frozenset({"phone", "whatsapp", "viber", "signal", "zalo"})
_EXACT: Final = frozenset({"btc", "tron", "wallet"})
_NAMES: Final = frozenset({"compound", "role"})
_COUNTRIES: Final = frozenset({"country", "nationality", "currency"})

# Hosts and paths in front of a handle in a link; what follows is the handle.
_HANDLE_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t\.me/(?:s/)?|telegram\.(?:me|dog)/|line\.me/(?:R/)?ti/p/|lin\.ee/|wa\.me/|api\.whatsapp\.com/send\?phone="
    r"|zalo\.me/|m\.me/|signal\.me/#p/|viber://(?:add|chat)\?number=|tg://resolve\?domain=|whatsapp://send\?phone=)",
    re.IGNORECASE,
)
# How a link begins says little of where it leads.
_BARE_URL = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_PHONE_LIKE = re.compile(r"[+(]?\d[\d\s().\-/]{3,30}")
_ETH = re.compile(r"0x[0-9a-fA-F]{40}")


@lru_cache(maxsize=16384)
def search_form(field: str, value: str) -> str:
    """One normalised value as it stands in the index; both sides of every comparison go through here."""
    value = value[:MAX_VALUE].strip()
    if field in {"url", "contact"}:
        value = _BARE_URL.sub("", value).rstrip("/")
    if field in _EXACT and not _ETH.fullmatch(value):
        return value
    if field == "contact":
        return value if _is_exact_wallet(value) else fold_text(value)
    if field in _COUNTRIES:
        return value.upper()
    if field in _NAMES:
        return " ".join(token_texts(value))
    return fold_text(value)


def _is_exact_wallet(value: str) -> bool:
    """A base58 address, in which case matters; bech32 (`bc1…`) has one case only."""
    return bool(re.fullmatch(r"[13T][1-9A-HJ-NP-Za-km-z]{25,38}", value))


def typed_forms(field: str, typed: str, countries: Sequence[str]) -> tuple[str, ...]:
    """All values that a person who types this may mean, in search form; none when it is no such value.

    `countries` (ISO 3166 alpha-2) read a national telephone number.
    """
    typed = typed.strip()
    read = _READERS.get(field)
    found = read(typed, countries) if read else iter((typed,))
    return tuple(dict.fromkeys(form for value in found if (form := search_form(field, value))))


def phone_numbers(typed: str, countries: Sequence[str]) -> Iterator[str]:
    """E.164 forms of a telephone number as typed, one for each country in which it is possible."""
    for country in (None, *countries):
        try:
            number = phonenumbers.parse(typed, country)
        except phonenumbers.NumberParseException:
            continue
        yield phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def handle(typed: str) -> str:
    """The bare handle of `@Handle`, `t.me/handle`, `https://line.me/ti/p/~handle`."""
    bare = _HANDLE_LINK.sub("", typed, count=1)
    return re.split(r"[/?#\s]", bare.lstrip("@~+ ") if not bare.lstrip("@~").startswith("+") else bare, maxsplit=1)[0]


def web_domain(value: str) -> str:
    """The registrable domain of a URL, a host or a mail address; empty when there is none."""
    host = value.rpartition("@")[2] if "@" in value and "//" not in value else value
    try:
        parts = urlsplit(host if "//" in host else f"//{host}")
        return registrable_domain(f"//{parts.hostname}") if parts.hostname and "." in parts.hostname else ""
    except ValueError:
        return ""


def _read_number(typed: str, countries: Sequence[str]) -> Iterator[str]:
    bare = handle(typed) if _HANDLE_LINK.match(typed) else typed
    if _HANDLE_LINK.match(typed) and bare.isdigit():
        bare = f"+{bare}"
    yield from phone_numbers(bare, countries)


def _read_number_or_handle(typed: str, countries: Sequence[str]) -> Iterator[str]:
    yield handle(typed)
    yield from _read_number(typed, countries)


def _read_handle(typed: str, _: Sequence[str]) -> Iterator[str]:
    yield handle(typed)


def _read_url(typed: str, _: Sequence[str]) -> Iterator[str]:
    try:
        yield canonical_url(typed if "://" in typed else f"https://{typed}")
    except ValueError:
        return


def _read_mail(typed: str, _: Sequence[str]) -> Iterator[str]:
    yield typed.removeprefix("mailto:")


def _read_domain(typed: str, _: Sequence[str]) -> Iterator[str]:
    yield web_domain(typed)


def _read_contact(typed: str, countries: Sequence[str]) -> Iterator[str]:
    yield typed
    yield handle(typed)
    if _PHONE_LIKE.fullmatch(typed) or _HANDLE_LINK.match(typed):
        yield from _read_number(typed, countries)
    if "." in typed and "@" not in typed:
        yield from _read_url(typed, countries)


_READERS: Final[Mapping[str, Callable[[str, Sequence[str]], Iterator[str]]]] = {
    **dict.fromkeys(("phone", "whatsapp"), _read_number),
    **dict.fromkeys(("viber", "signal", "zalo"), _read_number_or_handle),
    **dict.fromkeys(("telegram", "wechat", "line", "messenger", "qq"), _read_handle),
    "email": _read_mail,
    "url": _read_url,
    "domain": _read_domain,
    "contact": _read_contact,
}
