"""A page as `paging:` sees it: HTML by selectors, JSON by JMESPath."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parsel import Selector

from spiders.reading.json_select import value_of
from spiders.reading.select import first_text, select

_NOTHING = frozenset({"0", "false"})


@dataclass(frozen=True, slots=True)
class HtmlAnswer:
    """An HTML page or fragment."""

    root: Selector

    def value(self, expression: str) -> str | None:
        """The first text found; None for nothing, "false" and "0"."""
        found = first_text(self.root, expression)
        return None if found in _NOTHING else found

    def attributes(self, expression: str) -> Mapping[str, str]:
        """The attributes of the first element found; none where there is none."""
        found = next((one for one in select(self.root, expression) if not isinstance(one.root, str)), None)
        return found.attrib if found is not None else {}


@dataclass(frozen=True, slots=True)
class JsonAnswer:
    """An answer in JSON, or the data of a page's script."""

    data: Any

    def value(self, expression: str) -> str | None:
        """The first text or number found; None for nothing, false and 0."""
        return value_of(self.data, expression)

    def attributes(self, expression: str) -> Mapping[str, str]:  # noqa: ARG002 - the same for every expression
        """None: JSON has no elements."""
        return {}
