"""Boards and APIs that answer in JSON, read by the JMESPath expressions in their YAML."""

from __future__ import annotations

from typing import ClassVar

import orjson

from compoundwatch.config import SourceConfig
from compoundwatch.errors import UsageError
from compoundwatch.posting import Kind
from spiders.page import Link, Page, ParsedPage
from spiders.reading.json_list import read_json_list
from spiders.reading.json_page import json_of


class JsonApi:
    """Either `select.item` finds whole postings in the answer, or `select.link` the addresses of their own answers.

    Expressions of fields are applied to one item. `post` is posted to each of `start` where the list is asked for so.
    """

    name: ClassVar[str] = "json_api"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:  # noqa: ARG002 - without expressions no answer can be read
        """Never: the expressions are the source's."""
        return False

    def begin(self, source: SourceConfig) -> tuple[Link, ...]:
        """Each of `start`, with what is posted there."""
        body = orjson.dumps(source.post).decode() if source.post is not None else None
        return tuple(Link(url, "list", body=body) for url in source.start)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """Postings and links of one answer. Raises UsageError without a source."""
        if source is None:
            raise UsageError("the platform json_api needs a source, because the expressions stand in its YAML")
        return read_json_list(page, json_of(page), source)


PLATFORM = JsonApi()
