"""Folders for the time of one block. What a killed process left goes when the next folder is made."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock


@contextmanager
def scratch_folder(place: Path) -> Iterator[Path]:
    """A new folder in `place`, for the owner's eyes alone, deleted when the block ends."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Nobody sweeps between the making of a folder and its being held.
    with FileLock(place / "lock"):
        _sweep(place)
        folder = Path(tempfile.mkdtemp(dir=place))
        held = _hold(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _sweep(place: Path) -> None:
    for folder in place.iterdir():
        if not folder.is_dir():
            continue
        try:
            os.close(_hold(folder))
        except (BlockingIOError, FileNotFoundError):
            # In use, or just deleted by whoever used it.
            continue
        shutil.rmtree(folder, ignore_errors=True)


def _hold(folder: Path) -> int:
    """The lock goes with the process. Raises BlockingIOError when another holds it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(handle)
        raise
    return handle
