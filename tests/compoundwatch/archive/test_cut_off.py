"""Cut off after any step, a run is not there or whole, and doing it again makes it good."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest

from compoundwatch.archive.files import Files
from compoundwatch.archive.remote import RemoteArchive, open_remote
from compoundwatch.errors import TryLater
from compoundwatch.run_folder import RunFolder
from tests.compoundwatch.archive.made_up import FILES, settings_with, write_files
from tests.servers.object_store import ObjectStore

_RUN = "board/20261030T06Z"


@dataclass(frozen=True, slots=True)
class FailingFiles(Files):
    """Those of an archive, which stop before the step that `left` counts down to."""

    left: list[int] = field(default_factory=list)

    def _step(self) -> None:
        if self.left[0] == 0:
            raise KeyboardInterrupt
        self.left[0] -= 1

    def put(self, path: Path, key: str) -> None:
        self._step()
        Files.put(self, path, key)

    def delete(self, key: str) -> None:
        self._step()
        Files.delete(self, key)


@pytest.fixture
def archive(tmp_path: Path) -> RemoteArchive:
    return open_remote(settings_with(tmp_path, f"memory://{uuid4().hex}/runs"))


def failing(archive: RemoteArchive, steps: int) -> RemoteArchive:
    files = archive.files
    return RemoteArchive(FailingFiles(files.system, files.url, files.root, [steps]), archive.workplace, archive.scratch)


def contents(archive: RemoteArchive) -> dict[str, bytes]:
    with archive.open(_RUN) as folder:
        return {path.name: path.read_bytes() for path in folder.path.iterdir()}


@pytest.mark.parametrize("steps", range(len(FILES)))
def test_a_run_cut_off_while_it_is_saved_is_not_there_until_it_is_saved_again(archive: RemoteArchive, steps: int) -> None:
    folder = RunFolder(archive.workplace / _RUN)
    write_files(folder)
    with pytest.raises(KeyboardInterrupt):
        failing(archive, steps).save(folder)
    assert list(archive.runs()) == []
    assert list(archive.torn()) == ([_RUN] if steps else [])

    for left in archive.unsaved():
        archive.save(left)

    assert contents(archive) == FILES
    assert (list(archive.torn()), list(archive.unsaved())) == ([], [])


def test_files_of_a_try_on_another_machine_do_not_mix_in(archive: RemoteArchive) -> None:
    folder = RunFolder(archive.workplace / _RUN)
    write_files(folder)
    with pytest.raises(KeyboardInterrupt):
        failing(archive, 3).save(folder)
    for path in folder.path.iterdir():
        path.unlink()
    (folder.path / "captured.jsonl").write_bytes(b"of the other\n")
    (folder.path / "stats.json").write_bytes(b"{}")
    archive.save(folder)
    assert contents(archive) == {"captured.jsonl": b"of the other\n", "stats.json": b"{}"}


def test_a_finished_run_is_never_written_over(archive: RemoteArchive) -> None:
    folder = RunFolder(archive.workplace / _RUN)
    write_files(folder)
    archive.save(folder)
    write_files(folder, captured=b"late\n")
    archive.save(folder)
    assert contents(archive) == FILES
    assert list(archive.unsaved()) == []


@pytest.mark.parametrize("steps", range(1, len(FILES)))
def test_a_run_cut_off_while_it_is_removed_is_not_there_and_can_be_removed_for_good(archive: RemoteArchive, steps: int) -> None:
    folder = RunFolder(archive.workplace / _RUN)
    write_files(folder)
    archive.save(folder)
    with pytest.raises(KeyboardInterrupt):
        failing(archive, steps).remove(_RUN)
    assert (list(archive.runs()), list(archive.torn())) == ([], [_RUN])
    for torn in archive.torn():
        archive.remove(torn)
    assert archive.names(_RUN) == set()


def test_a_store_that_is_away_is_tried_again_later_and_loses_nothing(tmp_path: Path, own_object_store: ObjectStore) -> None:
    own_object_store.make_bucket("kept")
    archive = open_remote(settings_with(tmp_path, "s3://kept/runs"))
    first, second = (RunFolder(archive.workplace / "board" / start) for start in ("20261030T06Z", "20261031T06Z"))
    write_files(first)
    archive.save(first)
    write_files(second)
    own_object_store.kill()
    with pytest.raises(TryLater, match="s3://kept/runs cannot be reached"):
        archive.save(second)
    own_object_store.start()

    for folder in archive.unsaved():
        archive.save(folder)

    assert list(archive.runs()) == ["board/20261030T06Z", "board/20261031T06Z"]
    assert contents(archive) == FILES
