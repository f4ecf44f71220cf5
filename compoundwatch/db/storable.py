"""Text as every database takes it. PostgreSQL refuses U+0000, and neither kind takes half a surrogate pair.

What comes from the web holds both now and then, and must not break the transaction that writes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, event

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
# Pairs of backslashes are passed over, so that an escaped backslash before `u0000` is not taken for the character.
_ESCAPED = re.compile(r"(\\\\)|\\u0000")
_INSTEAD = "\ufffd"


def storable(text: str) -> str:
    """The same text with U+FFFD in the place of what no database takes."""
    return _UNSTORABLE.sub(_INSTEAD, text)


def to_json(value: object) -> str:
    """JSON as it is stored. Raises ValueError for NaN and infinity, which JSON does not have."""
    dumped = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if "\\u0000" in dumped:
        dumped = _ESCAPED.sub(lambda found: found[1] or _INSTEAD, dumped)
    return storable(dumped)


def keep_storable(engine: Engine) -> None:
    """See to it that every text that is handed to this engine can be stored."""
    event.listen(engine, "before_cursor_execute", _clean, retval=True)


def _clean(_connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> tuple[str, Any]:
    return statement, _cleaned(parameters)


def _cleaned(value: Any) -> Any:
    """Parameters come as a mapping or a sequence, or as a sequence of those."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {name: _cleaned(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_cleaned(one) for one in value)
    return value
