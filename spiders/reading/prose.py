"""The words of an advert as an API gives them: plain or HTML, in one field or several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compoundwatch.text import clean, inline
from spiders.reading.html_text import html_to_text, printed_text
from spiders.reading.json_page import text_at


def prose(*fields: str | None) -> str:
    """The fields as plain text, one below the other; HTML is read, and what an earlier field holds is not told twice."""
    blocks: list[str] = []
    for text in map(printed_text, filter(None, fields)):
        if text and not any(text in block for block in blocks):
            blocks.append(text)
    return "\n\n".join(blocks)


def line_at(data: Any, *path: str | int) -> str | None:
    """The title or name there, without the markup and entities that some APIs leave in it; None where nothing is to be seen."""
    text = text_at(data, *path)
    return clean(inline(html_to_text(text))) or None if text else None


def in_one_line(parts: Iterable[str | None], between: str = ", ") -> str | None:
    """What is there of the parts, each once; None where nothing is."""
    return between.join(dict.fromkeys(filter(None, parts))) or None
