"""The web pages: where `compoundwatch console` listens, and under what address the world sees it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from compoundwatch.config.web_address import HttpsAddress
from compoundwatch.config.yaml_file import ConfigModel


class ConsoleConfig(ConfigModel):
    """`compoundwatch console`. Loopback by default; put a reverse proxy with TLS before it and set `public_url`."""

    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: Annotated[int, Field(ge=1, le=65535)] = 8650
    public_url: HttpsAddress | None = Field(
        default=None,
        description="where readers of mails reach it; without one, mails name commands and an address to write to instead of links",
    )
    proxies: tuple[str, ...] = Field(
        default=("127.0.0.1", "::1"),
        description="reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses or networks",
    )
