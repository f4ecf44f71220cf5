"""Platforms: one module per shape of source, found by its file name here or in spiders/boards/."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from compoundwatch.errors import CompoundwatchError, UsageError
from spiders.page import Page, Platform

_PACKAGES = ("spiders.platforms", "spiders.boards")
# What they read stands on pages of every kind, so any platform of one kind of page knows it better.
_ASKED_LAST = ("json_ld", "feed")


def platform_names() -> tuple[str, ...]:
    """Every name that `platform:` in a source and `--platform` may have."""
    return tuple(_modules())


def load_platform(name: str) -> Platform:
    """The platform of that module name. Raises UsageError for a name that is none."""
    module = _modules().get(name)
    if module is None:
        raise UsageError(f"no platform is called {name!r}; there are: {', '.join(_modules())}")
    platform: Platform = importlib.import_module(module).PLATFORM
    return platform


def guess(page: Page) -> Platform:
    """The first platform that recognises the page, the particular before the general. Raises CompoundwatchError where none does."""
    for platform in map(load_platform, sorted(_modules(), key=_ASKED_LAST.__contains__)):
        if platform.recognises(page):
            return platform
    raise CompoundwatchError(f"no platform knows this page: {page.url}")


@cache
def _modules() -> dict[str, str]:
    return {name: module for package in reversed(_PACKAGES) for name, module in _within(package)}


def _within(package: str) -> Iterator[tuple[str, str]]:
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if not found.name.startswith("_"):
            yield found.name, f"{package}.{found.name}"
