"""What the pipeline asks of the place where run folders live."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from compoundwatch.run_folder import RunFolder


class RunArchive(Protocol):
    """Finished runs, each named `<source>/<start>`. A run is there once its `stats.json` is, and then it is whole.

    All methods raise TryLater where the place cannot be reached now, StoreError where it refuses us, and UsageError for a name
    that is none of a run. `str()` says where the archive is, for people.
    """

    @property
    def workplace(self) -> Path:
        """A folder of this machine: a crawl writes to `<workplace>/<run>`, and `save` then makes that part of the archive."""

    def runs(self, source: str | None = None, *, but: Collection[str] = ()) -> Iterator[str]:
        """Names of all finished runs, or of those of one source: by source, oldest first.

        `but`: runs that are not asked for, which is worth it where they are most: of those nothing but the name is listed.
        """

    def torn(self) -> Iterator[str]:
        """Names of what was cut off while it was saved or removed: such a run is not there, but some of its files are."""

    def names(self, run: str) -> frozenset[str]:
        """The files of a run; empty where it is not there."""

    def open(self, run: str, names: Collection[str] | None = None) -> AbstractContextManager[RunFolder]:
        """A folder of this machine with the run's files, or those of `names` that it has, until the block ends.

        What is written there stays where `save` is called for it. Raises StoreError where nothing of the run is there.
        """

    def open_file(self, run: str, name: str) -> AbstractContextManager[BinaryIO]:
        """One file for reading at any place of it, fetched only so far as it is read. Raises FileNotFoundError."""

    def save(self, folder: RunFolder, names: Collection[str] | None = None) -> None:
        """Make a finished run of this machine part of the archive, or write some files of an opened one anew.

        A run that is there already stays as it is. Cut off at any moment, the run is not there or whole, and each file is the old
        one or the new one. Without `names` the folder is the archive's afterwards: open the run to go on with it.
        """

    def remove(self, run: str) -> None:
        """Take a run out for good: first its `stats.json`. One that is not there is no error."""

    def share(self, path: Path) -> None:
        """Put a small file beside the runs under its own name, for all machines; nothing where there is but this one."""

    def fetch(self, path: Path) -> bool:
        """Get the shared file of that name; False where there is none."""

    def unsaved(self, source: str | None = None) -> Iterator[RunFolder]:
        """Finished folders, or those of one source, under `workplace` that are not part of the archive yet."""
