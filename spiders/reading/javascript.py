"""JavaScript that is data: objects and lists as scripts and their minifiers write them. Nothing is run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import chompjs
import regex

# A string, which is left alone, or what stands in the place of a value: `!0`, `void 0`, a name.
_TOKEN = regex.compile(
    r"(\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')|(?=[!A-Za-z_$])(?<=[:,\[]\s*)(![01]|void 0|[A-Za-z_$][\w$]*+)(?=\s*+[,}\]])",
    regex.DOTALL,
)
_WORDS = {"!0": "true", "!1": "false", "void 0": "null", "undefined": "null"}
_ANY_WORD = regex.compile(r"![01]|\bvoid 0|\bundefined\b|\b(?:true|false|null),")
# JSON knows no such escape.
_BYTE_ESCAPE = regex.compile(r"(?<!\\)((?:\\\\)*+)\\x([0-9A-Fa-f]{2})")


def javascript(text: str, names: Mapping[str, str] | None = None) -> Any:
    """The object or list with which the text begins; None where there is none. What follows it is not read.

    `names` are the variables that may stand for values, as JSON.
    """
    if not text.startswith(("{", "[")):
        return None
    if names or _ANY_WORD.search(text):
        known = _WORDS | dict(names or {})
        # The blank behind, because chompjs takes the `null` of `null,k` for a text.
        text = _TOKEN.sub(lambda token: token[1] or known.get(token[2], token[2]) + " ", text)
    try:
        return chompjs.parse_js_object(_BYTE_ESCAPE.sub(r"\1\\u00\2", text), loader_kwargs={"strict": False})
    except (ValueError, RecursionError):
        return None
