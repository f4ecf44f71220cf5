"""Data in a page's scripts and attributes, from which its own scripts draw it: JSON, or JavaScript that is little else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import regex

from spiders.page import Page
from spiders.reading.javascript import javascript
from spiders.reading.markup import tree
from spiders.reading.next_stream import PUSHED, pushed_objects
from spiders.reading.nuxt import called_with, is_called, unflattened
from spiders.reading.select import root_of, select

# What Next.js has written into every page since its first years.
DEFAULT = "__NEXT_DATA__"
_FLAT = "__NUXT_DATA__"
_SELECTOR_STARTS = ("#", ".", "[", "/")
_ASSIGNED = r"(?<![\w$]){}[\"']?\]?\s*+=(?!=)\s*+"
_PARSED = regex.compile(r"JSON\.parse\(\s*+(\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')", regex.DOTALL)


def script_data(page: Page, name: str | None) -> Any:
    """The data that stand under that name (see `select.data`); None where there are none or they cannot be read."""
    name = name or DEFAULT
    if name == PUSHED:
        return pushed_objects(_scripts(page, PUSHED))
    if name.startswith(_SELECTOR_STARTS) or "::" in name:
        return next(filter(None, (_literal(text) for text in _selected(page, name))), None)
    for script in tree(page).iter("script"):
        if script.get("id") == name:
            data = _literal(script.text or "")
            return unflattened(data) if name == _FLAT else data
    return _assigned(page, name)


def _assigned(page: Page, name: str) -> Any:
    """What the first script that sets the variable sets it to; of `window.a.b` only `b` has to stand there."""
    variable = name.rpartition(".")[2]
    pattern = regex.compile(_ASSIGNED.format(regex.escape(variable)))
    for script in _scripts(page, variable):
        if found := pattern.search(script):
            return _literal(script[found.end() :])
    return None


def _literal(text: str) -> Any:
    """The value at the beginning of a text; JSON in most cases, and then read as such."""
    text = text.strip()
    try:
        return orjson.loads(text)
    except ValueError:
        pass
    if quoted := _PARSED.match(text):
        return _parsed(quoted[1])
    return called_with(text) if is_called(text) else javascript(text)


def _parsed(quoted: str) -> Any:
    """The JSON in a JavaScript string."""
    inner = javascript(f"[{quoted}]")
    try:
        return orjson.loads(inner[0])
    except (ValueError, TypeError, IndexError):
        return None


def _scripts(page: Page, name: str) -> Iterator[str]:
    return (script.text for script in tree(page).iter("script") if script.text and name in script.text)


def _selected(page: Page, selector: str) -> Iterator[str]:
    for found in select(root_of(page), selector):
        yield found.root if isinstance(found.root, str) else found.root.text or ""
