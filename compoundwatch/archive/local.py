"""Run folders in a folder of this machine. A crawl writes them in place, so nothing is copied and nothing is fetched."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from compoundwatch.archive.run_name import checked, run_order
from compoundwatch.errors import StoreError
from compoundwatch.run_folder import PARTIAL, STATS, RunFolder

# What was renamed out of the archive and is about to be deleted; the dot keeps it from being a source.
_GOING = ".going"


@dataclass(frozen=True, slots=True)
class LocalArchive:
    """RunArchive over `<root>/<source>/<start>/`."""

    root: Path

    def __str__(self) -> str:
        return str(self.root)

    @property
    def workplace(self) -> Path:
        return self.root

    def runs(self, source: str | None = None, *, but: Collection[str] = ()) -> Iterator[str]:
        folders = self.root.glob(f"{source or '*'}/*/")
        names = (path.relative_to(self.root).as_posix() for path in folders)
        wanted = (name for name in names if name not in but and not name.endswith(PARTIAL) and name[0] != ".")
        yield from sorted((name for name in wanted if (self.root / name / STATS).is_file()), key=run_order)

    def torn(self) -> Iterator[str]:
        """None: what a killed `remove` left goes now."""
        self._finish_removing()
        yield from ()

    def names(self, run: str) -> frozenset[str]:
        folder = self._folder(run).path
        return frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()

    @contextmanager
    def open(self, run: str, names: Collection[str] | None = None) -> Iterator[RunFolder]:  # noqa: ARG002 - all are there
        folder = self._folder(run)
        if not folder.path.is_dir():
            raise StoreError(f"{folder.path} is no run")
        yield folder

    @contextmanager
    def open_file(self, run: str, name: str) -> Iterator[BinaryIO]:
        with (self._folder(run).path / name).open("rb") as file:
            yield file

    def save(self, folder: RunFolder, names: Collection[str] | None = None) -> None:
        """A folder of the workplace is in its place already; files are written whole by whoever writes them."""

    def remove(self, run: str) -> None:
        """By one rename, so that nobody meets half a run; then for good."""
        target = self.root / _GOING / checked(run).replace("/", "~")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        # Where another process was quicker there is nothing left to rename.
        with suppress(FileNotFoundError):
            self._folder(run).path.rename(target)
        self._finish_removing()

    def _finish_removing(self) -> None:
        for left in (self.root / _GOING).glob("*"):
            shutil.rmtree(left, ignore_errors=True)

    def share(self, path: Path) -> None:
        """Only this machine reads these runs."""

    def fetch(self, path: Path) -> bool:  # noqa: ARG002 - nobody shares
        return False

    def unsaved(self, source: str | None = None) -> Iterator[RunFolder]:  # noqa: ARG002 - all are saved
        yield from ()

    def _folder(self, run: str) -> RunFolder:
        return RunFolder(self.root / checked(run))
