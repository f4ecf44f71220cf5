"""The words of a page that its source's selectors look for: without them the page would be read in another way."""

from __future__ import annotations

import regex

from compoundwatch.config.sources import SelectConfig

_QUOTED = regex.compile(r"'([^']{1,80})'|\"([^\"]{1,80})\"")


def words_sought(select: SelectConfig) -> set[str]:
    """What stands in quotation marks in the selectors: labels (`starts-with(., 'Salary')`), and parts of addresses."""
    selectors = (value for value in select.model_dump().values() if isinstance(value, str))
    return {one or other for selector in selectors for one, other in _QUOTED.findall(selector)}
