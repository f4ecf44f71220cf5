"""Commands are found by file name: a module is a command (its function of that name), or (its `app`) a group of commands."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Set

import typer


def add_commands(app: typer.Typer, package: str, path: Iterable[str], shared: Set[str] = frozenset()) -> None:
    """Put every module of a package into `app`, but not those in `shared`.

    `list_.py` is the command `list`, its function `list_` or `list`; `dkim_record.py` is `dkim-record`.
    """
    for found in pkgutil.iter_modules(path):
        if found.name in shared:
            continue
        module = importlib.import_module(f"{package}.{found.name}")
        command = found.name.removesuffix("_").replace("_", "-")
        group = getattr(module, "app", None)
        if isinstance(group, typer.Typer):
            app.add_typer(group, name=command)
        else:
            function = getattr(module, found.name, None) or getattr(module, found.name.removesuffix("_"))
            app.command(command)(function)
