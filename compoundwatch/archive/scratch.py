"""Folders for the time of one block. What a killed process left goes when the next folder is made."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock

from compoundwatch.archive.held import held


@contextmanager
def scratch_folder(place: Path) -> Iterator[Path]:
    """A new folder in `place`, for the owner's eyes alone, deleted when the block ends."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        # Nobody sweeps between the making of a folder and its being held.
        with FileLock(place / "lock"):
            _sweep(place)
            folder = Path(tempfile.mkdtemp(dir=place))
            stack.enter_context(held(folder, wait=False))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def _sweep(place: Path) -> None:
    for folder in place.iterdir():
        if not folder.is_dir():
            continue
        try:
            with held(folder, wait=False):
                shutil.rmtree(folder, ignore_errors=True)
        except (BlockingIOError, FileNotFoundError):
            # In use, or just deleted by whoever used it.
            continue
