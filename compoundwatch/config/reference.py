"""docs/configuration.md, written from the models so that it cannot drift: `python -m compoundwatch.config.reference`."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from compoundwatch.config.alerts import AlertConfig
from compoundwatch.config.app import AppConfig
from compoundwatch.config.settings import CONFIGS_VARIABLE, VAR_VARIABLE, Secrets, secret_variable
from compoundwatch.config.sources import SourceConfig
from compoundwatch.config.stop import StopEntry

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"

_HEAD = f"""# What can be set, and where

Everything lies in one folder, `configs/`, or in the folder that `{CONFIGS_VARIABLE}` names. A key that is not listed here
is an error that names file, line and key, and nothing is fetched. This page is written from the code:
`python -m compoundwatch.config.reference`.

From the environment: `{CONFIGS_VARIABLE}` (the folder of settings), `{VAR_VARIABLE}` (the folder of data, instead of
app.yml's `var`), and secrets, which stand in no file:
{", ".join(f"`{secret_variable(field.name)}`" for field in fields(Secrets))}.

Words and facts that analysts edit have pages of their own: the gazetteer (`configs/gazetteer/`), the lexicons
(`configs/lexicons/`), contact cues (`configs/contacts/`), pay tables (`configs/pay/`) and sanctions lists (`configs/sanctions/`);
each file explains itself at its top.
"""

_PLAIN_NAMES = {"str": "text", "int": "whole number", "float": "number", "bool": "yes or no", "Path": "path"}
_PARTS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("configs/app.yml", AppConfig),
    ("configs/spiders/&lt;name&gt;.yml", SourceConfig),
    ("configs/alerts/&lt;name&gt;.yml", AlertConfig),
    ("configs/stop.yml: an entry of `stopped:`", StopEntry),
)


def write_reference() -> str:
    """The whole page as Markdown."""
    parts = [_HEAD]
    for file, model in _PARTS:
        parts.append(f"\n## {file}\n\n{model.__doc__}\n\n| key | type | default | meaning |\n|---|---|---|---|\n")
        parts.extend(_rows(model, ""))
    return "".join(parts)


def _rows(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if name == "name":  # set from the file's name, never written
            continue
        nested = _nested_model(field.annotation)
        if nested:
            yield from _rows(nested, f"{prefix}{name}.")
        else:
            meaning = (field.description or "").replace("|", "&#124;")
            yield f"| `{prefix}{name}` | {_type_name(field.annotation)} | {_default(field)} | {meaning} |\n"


def _nested_model(annotation: Any) -> type[BaseModel] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _type_name(annotation: Any) -> str:
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _type_name(parts[0])
    if origin is typing.Literal:
        return " or ".join(f"`{part}`" for part in parts)
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(_type_name(part) for part in parts if part is not type(None))
    if origin in {tuple, list}:
        return f"list of {_type_name(parts[0])}"
    if origin is dict:
        return f"{_type_name(parts[0])} → {_type_name(parts[1])}"
    name: str = annotation.__name__
    return _PLAIN_NAMES.get(name, name)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**needed**"
    default = field.default if field.default is not PydanticUndefined else field.get_default(call_default_factory=True)
    return "" if default is None or default in ((), {}) else f"`{default}`"


if __name__ == "__main__":
    PAGE.write_text(write_reference(), encoding="utf-8")
