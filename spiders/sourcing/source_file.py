"""A new source's YAML, in the order in which people read it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import ValidationError

from compoundwatch.config import SourceConfig
from compoundwatch.errors import UsageError
from compoundwatch.text import inline

_WIDTH = 128


def checked_source(name: str, facts: Mapping[str, Any]) -> SourceConfig:
    """The facts as a source. Raises UsageError that names the one which cannot be used."""
    try:
        return SourceConfig.model_validate(_without_nothing(facts)).model_copy(update={"name": name})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in problem["loc"])
        raise UsageError(f"{key}: {problem['msg'].removeprefix('Value error, ')}") from None


def source_text(facts: Mapping[str, Any], about: str) -> str:
    """The file: a comment that says what the source is, then the facts; those without a value are left out.

    Tuples and mappings that are no dict stand on one line.
    """
    settings = yaml.dump(_without_nothing(facts), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return f"# {inline(about)}\n{settings}"


def write_source(path: Path, text: str) -> None:
    """Write a new file. Raises UsageError where it is there already."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already; nothing is written over") from None


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, as the files that ship do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's own
        super().increase_indent(flow, indentless=False)


def _on_one_line(dumper: yaml.SafeDumper, values: tuple[Any, ...]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=True)


def _mapping_on_one_line(dumper: yaml.SafeDumper, values: MappingProxyType[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", values, flow_style=True)


_Dumper.add_representer(tuple, _on_one_line)
_Dumper.add_representer(MappingProxyType, _mapping_on_one_line)


def _without_nothing(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value is not None and value not in ("", [], {}, ())}
