"""The two ways in which Nuxt writes a page's data: a function called with its values, and a list of numbered parts."""

from __future__ import annotations

from typing import Any

import orjson
import regex

from spiders.reading.javascript import javascript

# Nuxt 2: `(function(a,b){return {…}}("x",1))`.
_HEAD = regex.compile(r"\(?\s*+function\s*+\(([\w$,\s]{0,200000})\)\s*+\{[^{}]{0,2000}?return\s*+(?=\{)")
_AFTER = " \t\r\n);"
# Nuxt 3 wraps some parts in a name that says what they are: https://github.com/sveltejs/devalue
_WRAPPERS = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "Date"})
_DEEPEST = 60
_MOST_NODES = 300_000


def is_called(text: str) -> bool:
    """Whether the text is a function that is called at once."""
    return _HEAD.match(text) is not None


def called_with(text: str) -> Any:
    """What the function returns for the values that it is called with; None where it is no such function."""
    head, call = _HEAD.match(text), text.rfind("}(")
    if head is None or call < head.end():
        return None
    values = javascript(f"[{text[call + 2 :].rstrip(_AFTER)}]")
    if not isinstance(values, list):
        return None
    names = map(str.strip, head[1].split(","))
    return javascript(text[head.end() : call + 1], dict(zip(names, map(_json, values), strict=False)))


def unflattened(data: Any) -> Any:
    """Nuxt 3's list of parts as the one value that they make up; None for anything else."""
    return _Parts(data).value(0, ()) if isinstance(data, list) else None


class _Parts:
    """Numbered parts that refer to each other, of which as many are put in place as a page can need."""

    def __init__(self, parts: list[Any]) -> None:
        self._parts = parts
        self._left = _MOST_NODES

    def value(self, number: Any, above: tuple[int, ...]) -> Any:
        """The part of that number with its own parts put in; None for one that is missing or lies within itself."""
        self._left -= 1
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < len(self._parts) or number in above:
            return None
        if len(above) > _DEEPEST or self._left < 0:
            return None
        part, above = self._parts[number], (*above, number)
        if isinstance(part, dict):
            return {key: self.value(inner, above) for key, inner in part.items()}
        return self._listed(part, above) if isinstance(part, list) else part

    def _listed(self, part: list[Any], above: tuple[int, ...]) -> Any:
        if part and isinstance(part[0], str):
            inner = part[1] if len(part) == 2 and part[0] in _WRAPPERS else None
            return self.value(inner, above) if isinstance(inner, int) else inner
        return [self.value(inner, above) for inner in part]


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
