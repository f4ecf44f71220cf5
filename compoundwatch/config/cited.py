"""Figures that somebody else published: every row names its source, or says that nobody has looked it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import Field

from compoundwatch.config.yaml_file import ConfigModel

# Instead of a source: written from general knowledge, not to be cited.
UNCHECKED = "unchecked"


class CitedSource(ConfigModel):
    """Where figures are from."""

    title: str
    publisher: str
    url: str | None = Field(default=None, pattern=r"^https?://")
    via: str | None = Field(default=None, description="where the figures were read, if not on the publisher's page")
    date: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="year, month or day, in quotes")


def refuse_unnamed(rows: Iterable[tuple[str, str]], sources: Mapping[str, CitedSource]) -> None:
    """Raises ValueError for the first row, as (its name, its source), whose source is neither listed nor `unchecked`."""
    for name, source in rows:
        if source not in sources and source != UNCHECKED:
            raise ValueError(f"{name}: source {source!r} is none of {', '.join(sources)}, nor `{UNCHECKED}`")
