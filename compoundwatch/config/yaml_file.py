"""One YAML file into one typed model, with errors that name file, line, key and what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from compoundwatch.errors import ConfigError

Model = TypeVar("Model", bound="ConfigModel")
Location = tuple[str | int, ...]

# What the state database keeps of a name.
_LONGEST_NAME = 100


class ConfigModel(BaseModel):
    """Base of every model of configs/: frozen, strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def load_yaml(path: Path, model: type[Model]) -> Model:
    """The file as a `model`.

    Raises ConfigError when the file cannot be read, is no YAML, holds a key twice, or does not fit the model.
    """
    root = _compose(path)
    data = _construct(path, root)
    if not isinstance(data, dict):
        raise ConfigError(path, 1, None, "expected a mapping of keys to values")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problem = _told(error)
        location: Location = problem["loc"]
        raise ConfigError(path, _line_of(root, location), _dotted(location), _expected(problem["type"], problem["msg"])) from None


def _told(error: ValidationError) -> ErrorDetails:
    """The first problem; of a value that may be of several kinds the one that reaches deepest, since that kind was meant."""
    first, *others = error.errors(include_url=False)
    around = first["loc"][:-1]
    same = [other for other in others if around and other["loc"][: len(around)] == around]
    return max([first, *same], key=lambda problem: len(problem["loc"]))


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder in name order; none where it is missing. Raises ConfigError for a name that cannot be used."""
    if not folder.is_dir():
        return []
    for path in sorted(folder.glob("*.yaml")):
        raise ConfigError(path, None, None, "expected the ending .yml, else the file would be overlooked")
    files = sorted(folder.glob("*.yml"))
    for path in files:
        if len(path.stem) > _LONGEST_NAME:
            raise ConfigError(
                path, None, None, f"expected a file name of at most {_LONGEST_NAME} characters: it names things elsewhere"
            )
    return files


def line_of(path: Path, location: Location) -> int | None:
    """The line of a value that a check beyond its model refused. Raises ConfigError as `load_yaml`."""
    return _line_of(_compose(path), location)


def _compose(path: Path) -> yaml.Node | None:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(path, None, None, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(path, None, None, f"expected UTF-8 text: {error.reason} at byte {error.start}") from None
    try:
        # libyaml's parser: ten times as fast, and the lexicons are long.
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ConfigError(path, line, None, f"expected YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise ConfigError(path, None, None, f"expected YAML: {error}") from None
    for key, mapping_path in _repeated_keys(root, ()):
        raise ConfigError(path, key.start_mark.line + 1, _dotted(mapping_path), "expected each key once, but it stands here again")
    return root


def _construct(path: Path, root: yaml.Node | None) -> object:
    if root is None:
        raise ConfigError(path, 1, None, "expected settings, but the file is empty")
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ConfigError(path, line, None, f"expected plain YAML values: {error.problem}") from None
    finally:
        loader.dispose()


def _repeated_keys(node: yaml.Node | None, at: Location) -> Iterator[tuple[yaml.Node, Location]]:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _repeated_keys(item, (*at, index))
    if isinstance(node, yaml.MappingNode):
        seen: set[object] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key, (*at, key.value)
            seen.add(key.value)
            yield from _repeated_keys(value, (*at, key.value))


def _line_of(root: yaml.Node | None, location: Location) -> int | None:
    """The line of the deepest part of `location` that stands in the file."""
    node, line = root, 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        # A part that is neither is the name of a union's branch: pydantic's, not the file's.
    return line


def _dotted(location: Location) -> str | None:
    return ".".join(str(part) for part in location) or None


def _expected(kind: str, message: str) -> str:
    match kind:
        case "extra_forbidden":
            return "is no key we know; expected one of those in docs/configuration.md"
        case "missing":
            return "is missing; expected a value"
        case _:
            return message.removeprefix("Value error, ").replace("Input should be", "expected")
