"""Pages that show nothing until their scripts have drawn them."""

from __future__ import annotations

from compoundwatch.config import SourceConfig
from compoundwatch.errors import CompoundwatchError
from spiders.page import Page, Platform
from spiders.platforms import guess


def reads_shell(page: Page, platform: Platform | None, source: SourceConfig | None) -> bool:
    """Whether such a page may be read: a browser has run its scripts, or the platform reads the data that they hold.

    `platform` None: any that recognises the page.
    """
    # Where those data lie stands in the source's YAML, so this platform recognises no page by itself.
    if source is not None and (source.fetch == "browser" or source.platform == "script_data"):
        return True
    return platform.recognises(page) if platform else _is_known(page)


def _is_known(page: Page) -> bool:
    try:
        guess(page)
    except CompoundwatchError:
        return False
    return True
