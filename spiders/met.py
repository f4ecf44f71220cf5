"""Which addresses a run has met, so that each is asked for once."""

from __future__ import annotations

from compoundwatch.config import SourceConfig
from spiders.mirrors import one_address
from spiders.page import Link


class Met:
    """Eight bytes an address."""

    def __init__(self, source: SourceConfig) -> None:
        self._source = source
        self._keys: set[int] = set()

    def is_new(self, link: Link) -> bool:
        """Whether no link led there before. Pages of postings are the same under tracking parameters and on mirrors."""
        address = link.url if link.role == "list" else one_address(link.url, self._source)
        key = hash((address, link.body))
        is_new = key not in self._keys
        self._keys.add(key)
        return is_new
