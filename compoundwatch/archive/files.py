"""Files in an object store or on a share, by keys under one root: the few things that run folders need of fsspec.

Every error of a driver becomes one of ours, but FileNotFoundError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import SEEK_SET, BufferedReader, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO

from fsspec import AbstractFileSystem

from compoundwatch.errors import CompoundwatchError, StoreError, TryLater
from compoundwatch.run_folder import PARTIAL
from compoundwatch.text import one_line

# What is put there is whole or not there, and cannot be renamed. Elsewhere it is written beside and renamed.
_OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "memory"})
# Bytes fetched at once when a file is read at one place; a page is mostly shorter.
_PIECE = 2**18
# What a driver raises where it was given no credentials, or wrong ones; named, as no driver need be installed.
_REFUSALS = frozenset({"NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "TokenRetrievalError"})


@dataclass(frozen=True, slots=True)
class Files:
    """`url` is for people, `root` the driver's word for the same place."""

    system: AbstractFileSystem
    url: str
    root: str

    @property
    def _is_object_store(self) -> bool:
        protocols = self.system.protocol
        return not _OBJECT_STORES.isdisjoint((protocols,) if isinstance(protocols, str) else protocols)

    def folders(self, folder: str = "") -> list[str]:
        """Names of the folders in a folder under the root, or in the root itself, in order."""
        with self._explained():
            try:
                entries = self.system.ls(f"{self.root}/{folder}".rstrip("/"), detail=True)
            except FileNotFoundError:
                self._require_bucket()
                return []
        return sorted(entry["name"].rstrip("/").rpartition("/")[2] for entry in entries if entry["type"] == "directory")

    def keys(self, folder: str) -> list[str]:
        """Keys of all files below a folder, none that is just being written."""
        with self._explained():
            try:
                found: list[str] = self.system.find(f"{self.root}/{folder}")
            except FileNotFoundError:
                self._require_bucket()
                return []
        start = len(self.root) + 1
        return [path[start:] for path in found if not path.endswith(PARTIAL)]

    def put(self, path: Path, key: str) -> None:
        """Raises StoreError where the root itself is missing."""
        with self._explained():
            target = f"{self.root}/{key}"
            try:
                if self._is_object_store:
                    self.system.put_file(str(path), target)
                else:
                    self.system.makedirs(target.rpartition("/")[0], exist_ok=True)
                    self.system.put_file(str(path), target + PARTIAL)
                    self.system.mv(target + PARTIAL, target)
            except FileNotFoundError as error:
                raise StoreError(f"{self.url} cannot be written: {one_line(str(error))}") from None

    def get(self, key: str, path: Path) -> None:
        """Raises FileNotFoundError, and then leaves nothing."""
        try:
            with self._explained():
                self.system.get_file(f"{self.root}/{key}", str(path))
        except FileNotFoundError:
            path.unlink(missing_ok=True)
            raise

    def delete(self, key: str) -> None:
        """One that is not there is no error."""
        with self._explained():
            try:
                self.system.rm_file(f"{self.root}/{key}")
            except FileNotFoundError:
                return

    @contextmanager
    def open(self, key: str) -> Iterator[BinaryIO]:
        """For reading at any place. Raises FileNotFoundError."""
        with self._explained():
            file: Any = self.system.open(f"{self.root}/{key}", "rb", block_size=_PIECE)
        with file:
            yield BufferedReader(_Explained(file, self._explained))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (CompoundwatchError, FileNotFoundError):
            raise
        except PermissionError as error:
            raise StoreError(f"{self.url} refuses us: {one_line(str(error))}") from None
        except Exception as error:
            if type(error).__name__ in _REFUSALS:
                raise StoreError(f"{self.url} was given no credentials: {one_line(str(error))}") from None
            # Each driver has a tree of errors of its own; what is no refusal may heal.
            raise TryLater(f"{self.url} cannot be reached: {one_line(str(error) or type(error).__name__)}") from error

    def _require_bucket(self) -> None:
        """An empty place is one thing, a wrong address another."""
        bucket = self.root.partition("/")[0]
        if bucket and not self.system.exists(bucket):
            raise StoreError(f"{self.url}: there is no {bucket!r}; make it, or name another place under `files:` in app.yml")


class _Explained(RawIOBase):
    """A driver's open file, whose errors are ours."""

    def __init__(self, file: Any, explained: Callable[[], AbstractContextManager[None]]) -> None:
        super().__init__()
        self._file = file
        self._explained = explained

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with self._explained():
            data: bytes = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        place: int = self._file.seek(offset, whence)
        return place
