"""The mapping of Posting's own fields, made from the model, so that a new field of the contract can never be forgotten.

They are for Kibana and for reading a document; the product's query language searches the derived fields instead. So a
malformed date or number may go unsearched here (`ignore_malformed`): it never refuses a whole posting.
"""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel

Mapping: TypeAlias = dict[str, Any]

# Longer values stay in the document but are not searched; Lucene refuses a term of more than 32,766 bytes.
LONGEST_KEYWORD: Final = 1000

# Read with the document, never searched: where words stand, and the words themselves (which stand in the text).
_ONLY_READ: Final = frozenset({"raw", "start", "end", "offset", "screenshot"})
_TEXTS: Final = frozenset({"title", "text"})
_KEYWORD: Final[Mapping] = {"type": "keyword", "ignore_above": LONGEST_KEYWORD}
_SCALARS: Final[dict[Any, Mapping]] = {
    str: _KEYWORD,
    bool: {"type": "boolean", "ignore_malformed": True},
    int: {"type": "long", "ignore_malformed": True},
    float: {"type": "double", "ignore_malformed": True},
    # As pydantic writes them: 2026-11-21T12:00:00.000001Z, from year 0001 on.
    AwareDatetime: {"type": "date", "format": "strict_date_optional_time", "ignore_malformed": True},
}


def fields_of(model: type[BaseModel]) -> Mapping:
    """`properties` for all fields of a model and of the models in it."""
    return {name: _field(name, field.annotation) for name, field in model.model_fields.items()}


def _field(name: str, annotation: Any) -> Mapping:
    kind = _inner(annotation)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {"type": "object", "dynamic": "strict", "properties": fields_of(kind)}
    if name in _TEXTS:
        return {"type": "text", "analyzer": "standard", "norms": False}
    if name in _ONLY_READ:
        return {**_unbounded(_SCALARS[kind]), "index": False, "doc_values": False}
    return dict(_SCALARS[kind])


def _unbounded(mapping: Mapping) -> Mapping:
    return {key: value for key, value in mapping.items() if key != "ignore_above"}


def _inner(annotation: Any) -> Any:
    """What an annotation holds in the end: `Place` of `tuple[Place, ...]`, `str` of `Literal["job", "social"] | None`."""
    origin = get_origin(annotation)
    if origin is Annotated or origin is tuple:
        return _inner(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        return _inner(next(kind for kind in get_args(annotation) if kind is not type(None)))
    if origin is Literal:
        return type(get_args(annotation)[0])
    return annotation
