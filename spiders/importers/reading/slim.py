"""Saved pages that carry their pictures and fonts inside, made as small as the page was."""

from __future__ import annotations

import regex

# RFC 2397; short ones are small icons, which harm nobody.
_DATA_URI = regex.compile(rb"data:[\w.+-]{1,40}/[\w.+-]{1,60}+(?:;[\w=.\"-]{1,60}+){0,4}+,[A-Za-z0-9+/=%._~-]{512,}+")


def slimmed(body: bytes) -> bytes:
    """The page without the content of long `data:` addresses; the same bytes where there is none.

    A parser reads the first few megabytes of a page, and those of a page with its fonts inside may hold no word of it.
    """
    return _DATA_URI.sub(b"data:,", body) if b"data:" in body else body
