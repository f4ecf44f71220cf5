"""Importers: what a person lawfully saved becomes pages and rows. One module a format, found by its file name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import ClassVar, Protocol

from compoundwatch.errors import CompoundwatchError
from spiders.importers.reading.saved import Given, Saved

# The head of a file by which it is recognised, in bytes.
_HEAD = 8_192


class Importer(Protocol):
    """One format. A module in spiders/importers/ holds one, in `IMPORTER`.

    `read` streams: it holds one page or row at a time. What cannot be used is given as `Unreadable`, so that the rest is
    kept; a file that is broken as a whole raises CompoundwatchError, one that needs another option UsageError. Neither names
    the file: whoever reads several says which.
    """

    name: ClassVar[str]

    def recognises(self, file: Path, head: bytes) -> bool:
        """Whether the file is of this format, by its first bytes or, where those say nothing, by its name."""
        ...

    def read(self, file: Path, given: Given) -> Iterator[Saved]:
        """Pages, rows and what is neither, in the order of the file."""
        ...


def importer_names() -> tuple[str, ...]:
    """The formats that can be read."""
    return tuple(importer.name for importer in _importers())


def importer_of(file: Path) -> Importer:
    """The importer that knows the file. Raises CompoundwatchError where none does, OSError."""
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    for importer in _importers():
        if importer.recognises(file, head):
            return importer
    raise CompoundwatchError(f"is none of {', '.join(importer_names())}")


@cache
def _importers() -> tuple[Importer, ...]:
    found = pkgutil.iter_modules(importlib.import_module(__name__).__path__)
    modules = (importlib.import_module(f"{__name__}.{each.name}") for each in found if not each.ispkg)
    # A plain page is what every text file might be: asked last.
    return tuple(sorted((module.IMPORTER for module in modules), key=lambda importer: (importer.name == "html", importer.name)))
