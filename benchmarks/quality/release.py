"""The figures at the last release, kept in a small JSON file beside the page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.figures import Figure

FILE = Path(__file__).parents[2] / "docs" / "quality-at-release.json"


@dataclass(frozen=True, slots=True)
class Release:
    """Values by a figure's key; a set that was not measured then has none."""

    version: str
    values: Mapping[str, float]


def load_release(path: Path = FILE) -> Release:
    """Raises OSError and ValueError where the file is not there or no JSON."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Release(kept["release"], kept["figures"])


def keep_release(version: str, figures: Iterable[Figure], path: Path = FILE) -> None:
    """Make these the figures of the last release; figures that were not measured now keep their value."""
    kept = dict(load_release(path).values) if path.is_file() else {}
    kept |= {figure.key: round(figure.value, 5) for figure in figures if figure.value is not None}
    path.write_text(json.dumps({"release": version, "figures": kept}, indent=1) + "\n", encoding="utf-8")
