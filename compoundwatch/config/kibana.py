"""Where `compoundwatch kibana import` loads dashboards into."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from compoundwatch.config.store import ServerAddress
from compoundwatch.config.yaml_file import ConfigModel


def _evidence_page(template: str) -> str:
    parts = urlsplit(template)
    if parts.scheme not in {"http", "https"} or not parts.hostname or template.count("{id}") != 1 or not template.isprintable():
        raise ValueError("expected an address with {id} once in it, such as https://console.example.org/evidence/{id}")
    if set("{}") & set(template.replace("{id}", "")):
        raise ValueError("expected no other brackets than {id}")
    return template


class KibanaConfig(ConfigModel):
    """How Kibana is reached; key, or user and password, come from the environment. Its certificate is always checked."""

    url: ServerAddress | None = Field(default=None, description="address of Kibana, with its base path if it has one")
    space: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,100}$")] = "default"
    ca_file: Path | None = Field(
        default=None, description="PEM file of the authority that signed Kibana's certificate, where the system does not know it"
    )
    timeout: Annotated[float, Field(gt=0, le=600)] = Field(default=60.0, description="seconds until a request is given up")
    evidence: Annotated[str, AfterValidator(_evidence_page)] = Field(
        default="http://127.0.0.1:8000/evidence/{id}",
        description="page of a posting's evidence, which Kibana links to; {id} is the posting's",
    )
