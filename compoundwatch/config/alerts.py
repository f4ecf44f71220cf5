"""configs/alerts/<name>.yml: one saved search and who is told. The file name is the alert's name."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from compoundwatch.config.mail_address import MailAddress
from compoundwatch.config.yaml_file import ConfigModel


class AlertConfig(ConfigModel):
    """One saved search, kept in git."""

    name: str = Field(default="", description="set from the file's name")
    title: str = Field(min_length=1)
    email: MailAddress
    consent: str = Field(min_length=10, description="on what consent this subscriber is written to")
    query: str = Field(min_length=1, description="in the product's query language")
    min_level: Literal["low", "watch", "high", "critical"] = Field(
        default="watch", description="least risk level that is told; a posting linked to a compound is told at any level"
    )
    enabled: bool = True
