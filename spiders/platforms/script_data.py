"""Pages drawn by their own scripts (Next.js, Nuxt, Inertia and the like) from data that stand in the page, read by JMESPath."""

from __future__ import annotations

from typing import ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.errors import UsageError
from compoundwatch.posting import Kind
from spiders.page import Page, ParsedPage
from spiders.reading.json_list import read_json_list
from spiders.reading.script_data import script_data


class ScriptData:
    """`select.data` says where the data stand; all else is as in json_api. No script is run."""

    name: ClassVar[str] = "script_data"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:  # noqa: ARG002 - without expressions no data can be read
        """Never: the expressions are the source's."""
        return False

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """Postings and links of one page. Raises UsageError without a source."""
        if source is None:
            raise UsageError("the platform script_data needs a source, because the expressions stand in its YAML")
        return read_json_list(page, script_data(page, source.select.data), source)


PLATFORM = ScriptData()
