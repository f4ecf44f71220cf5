"""The text of an advert that an API gives in several fields."""

from __future__ import annotations

from collections.abc import Iterable

from spiders.reading.html_text import printed_text


def prose(*fields: str | None) -> str:
    """The fields as plain text, one below the other; HTML is read, and what an earlier field holds is not told twice."""
    blocks: list[str] = []
    for text in map(printed_text, filter(None, fields)):
        if text and not any(text in block for block in blocks):
            blocks.append(text)
    return "\n\n".join(blocks)


def in_one_line(parts: Iterable[str | None], between: str = ", ") -> str | None:
    """What is there of the parts, each once; None where nothing is."""
    return between.join(dict.fromkeys(filter(None, parts))) or None
