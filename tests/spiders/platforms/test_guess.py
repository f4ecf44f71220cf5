"""Which platform takes a page that nobody named one for: one alone knows each of the saved pages, or a general one besides."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from spiders.page import Page
from spiders.platforms import guess, load_platform, platform_names

PAGES = {file.parent.name: file for file in sorted((Path(__file__).parents[2] / "pages").glob("*/expected.json"))}
GENERAL = {"feed", "json_ld"}


def saved(name: str) -> tuple[Page, str]:
    expected = orjson.loads(PAGES[name].read_bytes())
    body = next(PAGES[name].parent.glob("page.*")).read_bytes()
    return Page(expected["url"], body, headers=expected.get("headers", {})), expected["platform"]


@pytest.mark.parametrize("name", PAGES)
def test_a_platform_that_recognises_its_page_gets_it(name: str) -> None:
    page, platform = saved(name)

    assert not load_platform(platform).recognises(page) or guess(page).name == platform


@pytest.mark.parametrize("name", PAGES)
def test_no_two_particular_platforms_claim_one_page(name: str) -> None:
    page, _ = saved(name)

    assert len([other for other in platform_names() if other not in GENERAL and load_platform(other).recognises(page)]) <= 1
