"""Where one file of a list lies: the copy in use, and the one that is about to take its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compoundwatch.config.sanctions import ListFile, ListFormat
from compoundwatch.errors import CompoundwatchError
from compoundwatch.pipeline.sanctions.download import Bounds, download, keep


@dataclass(frozen=True, slots=True)
class Source:
    """`kept` is an earlier download, or the file itself where somebody lays it by hand."""

    format: ListFormat
    url: str | None
    kept: Path
    fetched: Path

    @property
    def newest(self) -> Path:
        """What was just fetched, else what is kept."""
        return self.fetched if self.fetched.is_file() else self.kept

    def fetch(self, bounds: Bounds) -> bool:
        """Whether there may be something new. Raises what `download` raises, CompoundwatchError when the file is missing."""
        if self.url is not None:
            return download(self.url, self.kept, self.fetched, bounds)
        if not self.kept.is_file():
            raise CompoundwatchError(f"{self.kept}: there is no such file")
        if self.kept.stat().st_size > bounds.most_bytes:
            raise CompoundwatchError(f"{self.kept}: longer than max_mb of lists.yml")
        return True

    def keep(self) -> None:
        """Take what was fetched for good."""
        if self.fetched.is_file():
            keep(self.fetched, self.kept)

    def drop(self) -> None:
        """Forget what was fetched; what is only begun stays, to be gone on with."""
        self.fetched.unlink(missing_ok=True)


def copies(name: str, number: int, file: ListFile, folder: Path, beside: Path) -> Source:
    """The copies of a list's file. `folder` holds downloads; paths of lists.yml are taken from `beside`."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{name}-{number}" if file.path is None else beside / file.path
    return Source(file.format, file.url, kept, folder / f"{name}-{number}.fetched")
