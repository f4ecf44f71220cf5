"""Where the index in use lies: a folder of its own for each compilation, and a file that names the one in use."""

from __future__ import annotations

import shutil
from pathlib import Path

_CURRENT = "current"
_INDEX = "index-"


def current_index(folder: Path) -> Path | None:
    """The folder of the index in use; None where there is none yet."""
    try:
        named = folder / (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return named if named.is_dir() else None


def index_folder(folder: Path, digest: str) -> Path:
    """Where an index of this digest lies."""
    return folder / f"{_INDEX}{digest[:16]}"


def put_in_use(folder: Path, index: Path) -> None:
    """Point at another index, at once and whole. The one before stays for whoever is just opening it; older ones go."""
    before = current_index(folder)
    pointer = folder / f"{_CURRENT}.new"
    pointer.write_text(index.name + "\n", encoding="utf-8")
    pointer.replace(folder / _CURRENT)
    for other in folder.glob(f"{_INDEX}*"):
        if other not in {index, before}:
            shutil.rmtree(other)
