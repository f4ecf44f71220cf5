"""Each page in tests/pages/ against its expected.json: one test a field, so that a failure names it.

A page that `compoundwatch new-source` or `snapshot` saved names its source's YAML in `source_file` and is read as that says.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from compoundwatch.config import SourceConfig
from compoundwatch.config.yaml_file import load_yaml
from spiders.page import Page, ParsedPage
from spiders.pagecheck import check
from spiders.platforms import load_platform
from spiders.saved import lone_source, postings_on

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "tests" / "pages"
EXPECTED: dict[str, dict[str, Any]] = {
    path.parent.name: orjson.loads(path.read_bytes()) for path in sorted(PAGES.glob("*/expected.json"))
}
CLASSES = {name: expected["class"] for name, expected in EXPECTED.items() if "class" in expected}
# What stands in the place of content is judged and not read.
READ = [
    name
    for name, expected in EXPECTED.items()
    if CLASSES.get(name, "content") in {"content", "empty"} or expected["postings"] or expected["links"]
]
FIELDS = [(name, index, field) for name in READ for index, posting in enumerate(EXPECTED[name]["postings"]) for field in posting]


def saved(name: str) -> Page:
    expected, body = EXPECTED[name], next(PAGES.glob(f"{name}/page.*")).read_bytes()
    return Page(expected["url"], body, expected.get("status", 200), expected.get("headers", {}))


def source(name: str) -> SourceConfig:
    if file := EXPECTED[name].get("source_file"):
        return load_yaml(ROOT / file, SourceConfig)
    page, platform = saved(name), load_platform(EXPECTED[name]["platform"])
    return SourceConfig.model_validate(lone_source(page, platform).model_dump() | EXPECTED[name].get("source", {}))


def parsed(name: str) -> ParsedPage:
    return load_platform(EXPECTED[name]["platform"]).parse(saved(name), source(name))


def postings(name: str) -> list[dict[str, Any]]:
    found = postings_on(saved(name), load_platform(EXPECTED[name]["platform"]), source(name))
    return [posting.model_dump(mode="json") for posting in found]


def test_what_kind_of_page_each_is() -> None:
    assert {name: check(saved(name)).page_class for name in CLASSES} == CLASSES


@pytest.mark.parametrize("name", READ)
def test_as_many_postings_as_the_page_holds(name: str) -> None:
    assert len(postings(name)) == len(EXPECTED[name]["postings"])


@pytest.mark.parametrize(("name", "index", "field"), FIELDS)
def test_field(name: str, index: int, field: str) -> None:
    assert postings(name)[index][field] == EXPECTED[name]["postings"][index][field]


@pytest.mark.parametrize("name", READ)
def test_links_to_follow(name: str) -> None:
    assert [[link.url, link.role] for link in parsed(name).links] == EXPECTED[name]["links"]


def test_a_page_that_answers_the_next_one_the_same_way_has_the_same_ids() -> None:
    assert [posting["id"] for posting in postings("telegram")] == [posting["id"] for posting in postings("telegram")]


def test_a_sitemap_says_when_a_page_changed() -> None:
    assert [str(link.lastmod) for link in parsed("sitemap").links] == ["2026-03-01 00:00:00+00:00", "None"]
