"""Lists that count their pages in the address: which number this one bears, and the address of another."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from w3lib.url import add_or_replace_parameter

_LONGEST_NUMBER = 9


def number_in(url: str, parameter: str) -> int | None:
    """The whole number that `parameter` has in the address; None where it has none."""
    try:
        values = parse_qs(urlsplit(url).query).get(parameter, [])
    except ValueError:
        return None
    text = values[0] if values else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


def with_parameter(url: str, parameter: str, value: int | str) -> str:
    """The address with that value for `parameter`, whatever value it had."""
    return add_or_replace_parameter(url, parameter, str(value))
