from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from compoundwatch.config.yaml_file import ConfigModel, load_yaml, yaml_files
from compoundwatch.errors import ConfigError


class Point(ConfigModel):
    lat: float = Field(ge=-90, le=90)
    name: str = ""


class Route(ConfigModel):
    title: str
    points: tuple[Point, ...] = ()


def refusal(tmp_path: Path, text: str | bytes) -> ConfigError:
    file = tmp_path / "route.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as caught:
        load_yaml(file, Route)
    return caught.value


def test_a_good_file_becomes_a_model(tmp_path: Path) -> None:
    (tmp_path / "route.yml").write_text("title: x\npoints:\n- lat: 1\n")
    assert load_yaml(tmp_path / "route.yml", Route) == Route(title="x", points=(Point(lat=1),))


@pytest.mark.parametrize(
    ("text", "line", "key", "expected"),
    [
        ("title: x\ncolour: red\n", 2, "colour", "no key we know"),
        ("points: []\n", 1, "title", "is missing"),
        ("title: x\npoints:\n- lat: 1\n- name: a\n  lat: north\n", 5, "points.1.lat", "expected a valid number"),
        ("title: x\npoints:\n- lat: 91\n", 3, "points.0.lat", "less than or equal to 90"),
        ("title: x\ntitle: y\n", 2, "title", "each key once"),
        ("title: [x\n", 2, None, "expected YAML"),
        ("- title\n", 1, None, "expected a mapping"),
        ("", 1, None, "the file is empty"),
        ("title: !!python/object:os.system x\n", 1, None, "plain YAML values"),
        (b"title: \xff\n", None, None, "UTF-8"),
    ],
)
def test_a_bad_file_is_refused_by_place(
    tmp_path: Path, text: str | bytes, line: int | None, key: str | None, expected: str
) -> None:
    error = refusal(tmp_path, text)
    assert (error.line, error.key) == (line, key)
    assert expected in error.expected


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nothing\.yml: cannot be read: No such file"):
        load_yaml(tmp_path / "nothing.yml", Route)


def test_the_other_ending_is_refused_and_not_overlooked(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: x\n")
    with pytest.raises(ConfigError, match=r"expected the ending \.yml"):
        yaml_files(tmp_path)


def test_a_name_too_long_for_the_state_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / f"{'a' * 101}.yml").write_text("title: x\n")
    with pytest.raises(ConfigError, match="at most 100 characters"):
        yaml_files(tmp_path)
