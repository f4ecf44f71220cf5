"""configs/sanctions/: which lists are fetched, and the words by which names are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from compoundwatch.config.yaml_file import ConfigModel, load_yaml
from compoundwatch.urls import is_loopback_literal

ListFormat = Literal["opensanctions-csv", "opensanctions-ftm", "ofac-sdn-xml", "ofac-sdn-csv", "ofac-alt-csv"]
ListName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Word = Annotated[str, Field(min_length=1, max_length=60)]


class ListFile(ConfigModel):
    """One file of a list: fetched from `url`, or read from `path` where somebody lays it."""

    format: ListFormat
    url: str | None = None
    path: Path | None = Field(default=None, description="relative to configs/sanctions/")

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        if (self.url is None) == (self.path is None):
            raise ValueError("expected either url or path")
        if self.url is not None:
            _check_url(self.url)
        return self


class ListConfig(ConfigModel):
    """One list. What its files say of one entity id is taken together."""

    title: str
    licence: str = Field(description="on what terms the list may be used")
    enabled: bool = False
    files: tuple[ListFile, ...] = Field(min_length=1)
    min_entities: Annotated[int, Field(ge=1)] = Field(default=1, description="a list with fewer is broken and is not taken")


class ListsConfig(ConfigModel):
    """The whole of lists.yml."""

    min_score: Annotated[float, Field(ge=0.5, le=1)] = Field(default=0.85, description="names less alike are not told")
    max_mb: Annotated[float, Field(gt=0)] = Field(default=1500.0, description="a longer file is not taken")
    timeout: Annotated[float, Field(gt=0)] = Field(default=60.0, description="seconds without an answer")
    lists: dict[ListName, ListConfig]


class WordsConfig(ConfigModel):
    """The whole of words.yml. All words are compared folded and in Latin letters."""

    legal_forms: dict[str, tuple[Word, ...]] = Field(description="by what they mean")
    short_forms: tuple[Word, ...] = Field(description="legal forms that are everyday words too")
    everyday: tuple[Word, ...] = Field(description="say little in the name of an organisation")
    common_names: tuple[Word, ...] = Field(description="a person's name of nothing else has too many bearers")
    titles: tuple[Word, ...] = Field(description="before a person's name; not compared")


def load_lists(tables: Path) -> ListsConfig:
    """sanctions/lists.yml of the folder of tables. Raises ConfigError."""
    return load_yaml(tables / "sanctions" / "lists.yml", ListsConfig)


def load_words(tables: Path) -> WordsConfig:
    """sanctions/words.yml of the folder of tables. Raises ConfigError."""
    return load_yaml(tables / "sanctions" / "words.yml", WordsConfig)


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback_literal(parts.hostname or "")):
        return
    raise ValueError("expected an https:// address; http:// only to this machine itself")
