"""Run folders in an object store or on a share, so that machines share no disk.

A crawl writes on its own machine. `save` puts the data files first and `stats.json` last, as object stores cannot rename: a
run whose `stats.json` is missing is not there, and the next try writes over what lies about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import fsspec

from compoundwatch.archive.files import Files
from compoundwatch.archive.held import held
from compoundwatch.archive.local import LocalArchive
from compoundwatch.archive.run_name import checked, run_order
from compoundwatch.archive.scratch import scratch_folder
from compoundwatch.config import Settings
from compoundwatch.errors import ConfigError, StoreError
from compoundwatch.run_folder import STATS, RunFolder


@dataclass(frozen=True, slots=True)
class RemoteArchive:
    """RunArchive over `<url>/<source>/<start>/`. `scratch`: where opened runs lie for the time of a block."""

    files: Files
    workplace: Path
    scratch: Path

    def __str__(self) -> str:
        return self.files.url

    def runs(self, source: str | None = None, *, but: Collection[str] = ()) -> Iterator[str]:
        if not but:
            yield from (run for run, whole in self._found(source) if whole)
        else:
            yield from (run for run in self._named(source) if run not in but and STATS in self.names(run))

    def torn(self) -> Iterator[str]:
        yield from (run for run, whole in self._found(None) if not whole)

    def names(self, run: str) -> frozenset[str]:
        return frozenset(key.rpartition("/")[2] for key in self.files.keys(checked(run)))

    @contextmanager
    def open(self, run: str, names: Collection[str] | None = None) -> Iterator[RunFolder]:
        wanted = self.names(run) if names is None else names
        with scratch_folder(self.scratch) as scratch:
            folder = RunFolder(scratch / checked(run))
            folder.path.mkdir(parents=True)
            for name in wanted:
                with suppress(FileNotFoundError):
                    self.files.get(f"{run}/{name}", folder.path / name)
            if not any(folder.path.iterdir()) and not self.names(run):
                raise StoreError(f"{self}/{run} is no run")
            yield folder

    def open_file(self, run: str, name: str) -> AbstractContextManager[BinaryIO]:
        return self.files.open(f"{checked(run)}/{name}")

    def save(self, folder: RunFolder, names: Collection[str] | None = None) -> None:
        if names is not None:
            for name in names:
                self.files.put(folder.path / name, f"{folder.run}/{name}")
            return
        try:
            with held(folder.path, wait=True):
                self._move(folder)
        except FileNotFoundError:
            # Another process of this machine may have saved it meanwhile.
            if STATS not in self.names(folder.run):
                raise

    def remove(self, run: str) -> None:
        for name in sorted(self.names(run), key=lambda name: name != STATS):
            self.files.delete(f"{run}/{name}")

    def share(self, path: Path) -> None:
        self.files.put(path, path.name)

    def fetch(self, path: Path) -> bool:
        try:
            self.files.get(path.name, path)
        except FileNotFoundError:
            return False
        return True

    def unsaved(self, source: str | None = None) -> Iterator[RunFolder]:
        yield from (RunFolder(self.workplace / run) for run in LocalArchive(self.workplace).runs(source))

    def _move(self, folder: RunFolder) -> None:
        there = self.names(folder.run)
        if STATS not in there:
            self._put_run(folder, there)
        LocalArchive(self.workplace).remove(folder.run)

    def _put_run(self, folder: RunFolder, there: Collection[str]) -> None:
        """`there`: files of a try that was cut off."""
        names = {path.name for path in folder.path.iterdir()}
        for name in sorted(set(there) - names):
            self.files.delete(f"{folder.run}/{name}")
        for name in sorted(names, key=lambda name: (name == STATS, name)):
            self.files.put(folder.path / name, f"{folder.run}/{name}")

    def _named(self, source: str | None) -> Iterator[str]:
        """Names of runs, whole or not: a tenth of what there is to list, as a run has some ten files."""
        for folder in self.files.folders() if source is None else [source]:
            yield from sorted((f"{folder}/{start}" for start in self.files.folders(folder)), key=run_order)

    def _found(self, source: str | None) -> Iterator[tuple[str, bool]]:
        """Names of runs, and whether they are whole; source by source, so that not all keys are in memory at once."""
        for folder in self.files.folders() if source is None else [source]:
            whole: dict[str, bool] = {}
            for key in self.files.keys(folder):
                run, _, name = key.rpartition("/")
                whole[run] = whole.get(run, False) or name == STATS
            for run in sorted(whole, key=run_order):
                yield run, whole[run]


def import_driver(settings: Settings) -> None:
    """Import the driver of the URL. Raises ConfigError where none is installed."""
    with _explained(settings):
        fsspec.get_filesystem_class(fsspec.utils.get_protocol(settings.files_url))


def open_remote(settings: Settings) -> RemoteArchive:
    """Raises ConfigError for a URL that no installed driver knows."""
    url = (settings.files_url or "").rstrip("/")
    with _explained(settings):
        system, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
    return RemoteArchive(Files(system, url, root.rstrip("/")), settings.runs, settings.var / "scratch")


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    try:
        yield
    except (ValueError, ImportError) as error:
        advice = f"{error}; `s3://` comes with the extra compoundwatch[s3]"
        raise ConfigError(settings.configs / "app.yml", None, "files", advice) from None
