"""Kibana as this installation is set up to reach it."""

from __future__ import annotations

import ssl
from pathlib import Path

import urllib3
from pydantic import ValidationError

from compoundwatch.config.kibana import KibanaConfig
from compoundwatch.config.settings import Secrets, secret_variable
from compoundwatch.errors import ConfigError, UsageError
from index.kibana.importing import Kibana


def pointed_at(config: KibanaConfig, *, url: str | None, space: str | None) -> KibanaConfig:
    """The settings with what was typed instead. Raises UsageError for an address or a name of a space that cannot be."""
    typed = {name: value for name, value in (("url", url), ("space", space)) if value is not None}
    try:
        return KibanaConfig.model_validate(config.model_dump() | typed)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        raise UsageError(f"--{problem['loc'][0]}: {problem['msg'].removeprefix('Value error, ')}") from None


def kibana_of(config: KibanaConfig, secrets: Secrets, configs: Path) -> Kibana:
    """`configs` is the folder that `kibana.ca_file` is taken from.

    Raises ConfigError for settings, UsageError for secrets that are missing a half or of two kinds.
    """
    if config.url is None:
        raise ConfigError(configs / "app.yml", None, "kibana.url", "is missing; expected Kibana's address (or give --url)")
    ca_file = configs / config.ca_file if config.ca_file else None
    if ca_file:
        _check_authority(ca_file, configs)
    return Kibana(config.url, config.space, _authorization(secrets), ca_file, config.timeout)


def _check_authority(file: Path, configs: Path) -> None:
    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:  # an ssl.SSLError is one too
        why = "is no PEM file of certificates" if isinstance(error, ssl.SSLError) else error.strerror
        raise ConfigError(configs / "app.yml", None, "kibana.ca_file", f"{file}: {why}") from None


def _authorization(secrets: Secrets) -> str | None:
    key, user, password = secrets.kibana_api_key, secrets.kibana_user, secrets.kibana_password
    names = [secret_variable(f"kibana_{part}") for part in ("api_key", "user", "password")]
    if key and (user or password):
        raise UsageError(f"set {names[0]}, or {names[1]} and {names[2]}, but not both")
    if (user is None) != (password is None):
        raise UsageError(f"{names[1]} and {names[2]} belong together; one of them is missing")
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        raise UsageError(f"{names[0]} is no key; expected one line of letters and digits (the `encoded` one)")
    if key:
        return f"ApiKey {key}"
    return urllib3.make_headers(basic_auth=f"{user}:{password}")["authorization"] if user else None
