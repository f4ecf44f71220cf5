"""docs/selectors.md: every example is what a source may say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from compoundwatch.config.sources import SourceConfig

PAGE = (Path(__file__).parents[2] / "docs" / "selectors.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
SOURCE = {
    "title": "Board",
    "home": "https://board.example/",
    "kind": "job",
    "platform": "css",
    "start": ["https://board.example/jobs"],
    "terms": "A made-up board in a test",
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_valid(example: str) -> None:
    SourceConfig.model_validate(SOURCE | yaml.safe_load(example))


def test_every_way_of_paging_has_an_example() -> None:
    assert {yaml.safe_load(example)["paging"]["by"] for example in EXAMPLES if example.startswith("paging:")} == {
        "page",
        "offset",
        "cursor",
        "more",
        "header",
    }
