"""What a server names the state of a page by (RFC 9110, 8.8)."""

from __future__ import annotations

from typing import Literal

from scrapy.http import Response

_LONGEST = 200


def validator(response: Response, name: Literal["ETag", "Last-Modified"]) -> str | None:
    """The header as it came, to be sent back, if it is short and plain enough to be sent at all."""
    value = (response.headers.get(name) or b"").decode("latin-1")
    return value if value and value.isprintable() and len(value) <= _LONGEST else None
