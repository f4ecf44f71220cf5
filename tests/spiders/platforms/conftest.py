"""Real saved pages, which lie beside the checkout and are never part of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Advert
from spiders.page import Page
from spiders.platforms import load_platform
from spiders.saved import lone_source, postings_on

PAGES = Path(os.environ.get("COMPOUNDWATCH_SHARED") or Path(__file__).parents[4] / "shared") / "pages"

Read = Callable[..., list[Advert]]


@pytest.fixture(scope="session")
def pages() -> Path:
    """The folder of real pages; the test is skipped where it is missing."""
    if not PAGES.is_dir():
        pytest.skip(f"no saved pages in {PAGES}")
    return PAGES


@pytest.fixture(scope="session")
def read(pages: Path) -> Read:
    """The postings of one real page, by a platform and whatever its source's YAML would say."""

    def read_page(file: str, url: str, platform: str, **source: Any) -> list[Advert]:
        page, reader = Page(url, (pages / file).read_bytes()), load_platform(platform)
        config = SourceConfig.model_validate(lone_source(page, reader).model_dump() | source)
        return list(postings_on(page, reader, config))

    return read_page
