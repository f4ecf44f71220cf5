"""The folder of measuring sets: JSON lines, gzipped or not, and other files, under the names its README gives."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class MissingDataError(Exception):
    """A measuring set is not there. The message names the path."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """`root` is the folder that holds `adverts/`, `lang/` and so on."""

    root: Path

    def read(self, name: str) -> bytes:
        """A file, unzipped where only `name.gz` is there. Raises MissingDataError."""
        plain, zipped = self.root / name, self.root / f"{name}.gz"
        if plain.is_file():
            return plain.read_bytes()
        if zipped.is_file():
            return gzip.decompress(zipped.read_bytes())
        raise MissingDataError(f"{plain} is missing")

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The records of a file of JSON lines. Raises MissingDataError."""
        return [json.loads(line) for line in self.read(name).splitlines()]
