"""Pages that show nothing until their scripts have drawn them."""

from __future__ import annotations

from compoundwatch.config import SourceConfig


def reads_shells(source: SourceConfig) -> bool:
    """Whether such a page may be read: a browser has run its scripts, or the data in them are what is read."""
    return source.fetch == "browser" or source.platform == "script_data"
