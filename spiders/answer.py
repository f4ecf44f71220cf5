"""What Scrapy hands over of a server's answer, in our words."""

from __future__ import annotations

from typing import Literal

from scrapy.http import Response

from spiders.page import Page

# What is sent back to a server is short.
_LONGEST = 200


def page_of(response: Response, sent: str | None) -> Page:
    """The answer as parsers read it; `sent` is what was posted to get it."""
    headers = {
        name.decode("latin-1").lower(): ", ".join(value.decode("latin-1") for value in values)
        for name, values in response.headers.items()
    }
    return Page(response.url, response.body, response.status, headers, sent)


def validator(response: Response, name: Literal["ETag", "Last-Modified"]) -> str | None:
    """What the server names the state of the page by (RFC 9110, 8.8), as it came, if it is plain enough to be sent back."""
    value = (response.headers.get(name) or b"").decode("latin-1")
    return value if value and value.isprintable() and len(value) <= _LONGEST else None
