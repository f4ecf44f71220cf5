"""The main text of a page of unknown make: what it says, without menus, advertisements, teasers and comments.

trafilatura does the work. Three things are asked of the page first, because they are true of pages in general and save it
from its usual faults: where the page marks its body, whether the body lies in several pieces, and what its headline is.
"""

from __future__ import annotations

import lxml.etree
import lxml.html

from spiders.reading.article_body import marked_body, pieces_of_body
from spiders.reading.headline import without_headline

# Characters of markup; the longest page of the measuring set has one and a half million.
_LONGEST = 2_000_000
# A body of fewer characters than this is a teaser, or not what the mark says.
_LEAST_BODY = 250
# The pieces are taken when they have so much more text than the page alone gave.
_MUCH_MORE = 1.2


def main_text(html: str, url: str) -> str:
    """The main text of the page at `url`, a paragraph a line, without the headline; empty where the page has none.

    Never raises on bad markup. Only the first two million characters are read.
    """
    html = html[:_LONGEST].encode(errors="replace").decode()
    tree = _tree(html)
    if tree is None:
        return ""
    body = marked_body(tree)
    text = _extracted(body, url) if body else ""
    if len(text) < _LEAST_BODY:
        text = _extracted(html, url)
        wholes = (_extracted(pieces, url) for pieces in pieces_of_body(tree))
        text = next((whole for whole in wholes if len(whole) > _MUCH_MORE * len(text)), text)
    return without_headline(text, tree)


def _tree(html: str) -> lxml.html.HtmlElement | None:
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True)
        return lxml.html.document_fromstring(html.encode(), parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None


def _extracted(html: str, url: str) -> str:
    import trafilatura

    return trafilatura.extract(html, url=url, include_comments=False) or ""
