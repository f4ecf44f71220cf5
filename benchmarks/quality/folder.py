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

    def path(self, name: str) -> Path:
        """An existing file or folder. Raises MissingDataError."""
        path = self.root / name
        if not path.exists():
            raise MissingDataError(f"{path} is missing")
        return path

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The records of `name`, or of `name.gz` where only that is there. Raises MissingDataError."""
        zipped = self.root / f"{name}.gz"
        data = gzip.decompress(zipped.read_bytes()) if zipped.is_file() else self.path(name).read_bytes()
        return [json.loads(line) for line in data.splitlines()]
