"""What real exports of Kibana look like: the keys and types of each kind of object, so that ours are held against them.

Read in public repositories, nothing is copied: elastic/integrations (packages with what Kibana exported; strings that hold
JSON are decoded there, here they are decoded again) and the schemas in elastic/kibana that an import is checked by.
A key that stands in none of them is an error. Optional ones have a default. Our names are Kibana's in snake case.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Json
from pydantic.alias_generators import to_camel


def _name(field: str) -> str:
    return to_camel(field).replace("Json", "JSON").replace("Toc", "TOC")


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=_name)


class Reference(Shape):
    id: str
    name: str
    type: str


class Query(Shape):
    language: Literal["kuery", "lucene"]
    query: str


class Saved(Shape):
    """elastic/integrations, packages/system/kibana/search/system-00025874-….json: what stands around the attributes."""

    id: str
    references: list[Reference]
    core_migration_version: Literal["8.8.0"]


class SearchSource(Shape):
    query: Query
    filter: list[Any]
    index_ref_name: str | None = None


class Meta(Shape):
    search_source_json: Json[SearchSource]
