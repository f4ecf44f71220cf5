"""deploy/compose.yml as an engine sees it: with the values of an .env put in and the anchors resolved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from deploy.new_env import filled

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = (DEPLOY / "compose.yml").read_text(encoding="utf-8")
EXAMPLE = (DEPLOY / ".env.example").read_text(encoding="utf-8")
# ${NAME:?why} or ${NAME?why}; compose knows more forms, which the file does not use.
VARIABLE = re.compile(r"\$\{([A-Z_]+):?\?[^}]*\}")
OUR_IMAGES = ("COMPOUNDWATCH_IMAGE", "COMPOUNDWATCH_WORKER_IMAGE")


def variables(env: str) -> dict[str, str]:
    """Name → value of the lines of an .env file."""
    lines = (line.partition("=") for line in env.splitlines() if line and not line.startswith("#"))
    return {name: value.strip('"') for name, _, value in lines}


def project(values: dict[str, str]) -> dict[str, Any]:
    """The whole file with `values` in it. Raises KeyError for a variable that is missing."""
    text = VARIABLE.sub(lambda found: values[found[1]], COMPOSE)
    assert "${" not in text.replace("$$", "")
    project: dict[str, Any] = yaml.safe_load(text.replace("$$", "$"))
    return project


VALUES = variables(filled(EXAMPLE))
PROJECT = project(VALUES)
SERVICES: dict[str, dict[str, Any]] = PROJECT["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] in {VALUES[image] for image in OUR_IMAGES}}
ONCE = {"certificates", "accounts", "setup", "dashboards"}
