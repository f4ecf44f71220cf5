"""Which posting store, and how the server store is reached."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from compoundwatch.config.yaml_file import ConfigModel

# Hosts whose traffic never leaves the machine, so that it need not be encrypted.
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def _server_address(url: str) -> str:
    """The address without a slash at its end."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("expected an address such as https://search.example.org:9200") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not url.isprintable() or port == 0:
        raise ValueError("expected an address such as https://search.example.org:9200")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("expected no user, password, ? or # in the address; secrets come from the environment alone")
    if parts.scheme == "http" and parts.hostname not in THIS_MACHINE:
        raise ValueError(f"http:// would send postings and secrets in clear to {parts.hostname}; expected https://")
    return url.rstrip("/")


ServerAddress = Annotated[str, AfterValidator(_server_address)]


class StoreConfig(ConfigModel):
    """Which posting store: `embedded` needs no service. All keys but `kind` are the server store's.

    A server's certificate is always checked; there is no key to turn that off.
    """

    kind: Literal["embedded", "elasticsearch"] = "embedded"
    url: ServerAddress | None = Field(default=None, description="address of the server; http:// only to this machine itself")
    prefix: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,40}$")] = Field(
        default="compoundwatch", description="first part of all names on the server, so that installations can share one"
    )
    ca_file: Path | None = Field(
        default=None,
        description="PEM file of the authority that signed the server's certificate, where the system does not know it",
    )
    shards: Annotated[int, Field(ge=1, le=64)] = Field(default=1, description="of each month of postings")
    replicas: Annotated[int, Field(ge=0, le=5)] = Field(
        default=1, description="copies of each shard on other nodes; 0 for one node"
    )
    timeout: Annotated[float, Field(gt=0, le=600)] = Field(default=30.0, description="seconds until a request is given up")
    retries: Annotated[int, Field(ge=0, le=100)] = Field(
        default=20,
        description="further tries after 429, 502 to 504 or no answer, with pauses that grow to 15 s; 20 take about 3 minutes",
    )

    @model_validator(mode="after")
    def _server_has_an_address(self) -> Self:
        if self.kind == "elasticsearch" and self.url is None:
            raise ValueError("url is missing; kind: elasticsearch needs the server's address")
        return self
