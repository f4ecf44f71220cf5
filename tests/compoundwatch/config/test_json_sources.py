"""What a source that is read by JMESPath may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.config.sources import SourceConfig
from compoundwatch.config.yaml_file import load_yaml
from compoundwatch.errors import ConfigError

HEAD = """title: Board
home: https://board.example/
kind: job
platform: {}
start: [https://board.example/api]
terms: A made-up board in a test
"""


def load(folder: Path, rest: str, platform: str = "json_api") -> SourceConfig:
    file = folder / "board.yml"
    file.write_text(HEAD.format(platform) + rest)
    return load_yaml(file, SourceConfig)


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("select: {title: 'a[', item: jobs}\n", "JMESPath"),
        ("select: {item: jobs}\n", "select.title"),
        ("select: {title: name}\npaging: {by: page, parameter: p, total: 'count('}\n", "JMESPath"),
        ("select: {title: name}\npaging: {by: more, select: button}\n", "no buttons"),
        ("select: {title: name}\npaging: {by: cursor, parameter: p}\n", "select"),
    ],
)
@pytest.mark.parametrize("platform", ["json_api", "script_data"])
def test_a_mistake_is_told_before_anything_is_fetched(tmp_path: Path, rest: str, words: str, platform: str) -> None:
    with pytest.raises(ConfigError, match=words):
        load(tmp_path, rest, platform)


def test_css_may_hold_what_is_no_jmespath(tmp_path: Path) -> None:
    assert load(tmp_path, "select: {title: 'h1.a::text', item: 'li[data-x]'}\n", "css").select.title == "h1.a::text"


def test_an_expression_for_sitemaps_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="regular expression"):
        load(tmp_path, "sitemaps: '('\n", "json_ld")
