"""Every kind of archive keeps the same promises."""

from __future__ import annotations

import pytest

from compoundwatch.archive import RunArchive
from compoundwatch.errors import StoreError, UsageError
from tests.compoundwatch.archive.conftest import Saver
from tests.compoundwatch.archive.made_up import FILES, PAGES


def test_runs_are_named_by_source_oldest_first(archive: RunArchive, saved: Saver) -> None:
    for start in ("20261030T06Z-10", "20261101T06Z", "20261030T06Z-9", "20261030T06Z"):
        saved(f"board/{start}")
    saved("another/20270101T06Z")
    board = ["board/20261030T06Z", "board/20261030T06Z-9", "board/20261030T06Z-10", "board/20261101T06Z"]
    assert list(archive.runs()) == ["another/20270101T06Z", *board]
    assert list(archive.runs("board")) == board
    assert list(archive.runs("boar")) == []


def test_an_empty_archive_has_no_runs(archive: RunArchive) -> None:
    assert (list(archive.runs()), list(archive.runs("board")), list(archive.torn())) == ([], [], [])


def test_a_saved_run_comes_back_whole(archive: RunArchive, saved: Saver) -> None:
    run = saved()
    assert archive.names(run) == set(FILES)
    with archive.open(run) as folder:
        assert folder.run == run
        assert {path.name: path.read_bytes() for path in folder.path.iterdir()} == FILES


def test_nothing_waits_to_be_saved_afterwards(archive: RunArchive, saved: Saver) -> None:
    saved()
    assert list(archive.unsaved()) == []


def test_what_was_not_asked_for_may_be_missing_and_what_is_missing_is_no_error(archive: RunArchive, saved: Saver) -> None:
    with archive.open(saved(), ("stats.json", "published.json")) as folder:
        assert folder.stats.read_bytes() == b"{}"
        assert not folder.publication.exists()


def test_a_file_that_is_written_anew_is_the_new_one_everywhere(archive: RunArchive, saved: Saver) -> None:
    run = saved()
    with archive.open(run, ("captured.jsonl",)) as folder:
        folder.captured.write_bytes(b"other\n")
        archive.save(folder, ["captured.jsonl"])
    with archive.open(run) as folder:
        assert (folder.captured.read_bytes(), folder.sightings.read_bytes()) == (b"other\n", b"two\n")


def test_a_file_is_read_at_any_place(archive: RunArchive, saved: Saver) -> None:
    with archive.open_file(saved(), "pages.warc.gz") as file:
        file.seek(5_000)
        assert file.read(300) == PAGES[5_000:5_300]
        file.seek(-3, 2)
        assert file.read() == PAGES[-3:]


def test_a_file_that_is_not_there_is_told(archive: RunArchive, saved: Saver) -> None:
    run = saved()
    with pytest.raises(FileNotFoundError), archive.open_file(run, "none.warc.gz") as file:
        file.read()


def test_a_run_that_is_not_there_is_told(archive: RunArchive) -> None:
    assert archive.names("board/20261030T06Z") == set()
    with pytest.raises(StoreError, match="no run"), archive.open("board/20261030T06Z"):
        pass


@pytest.mark.parametrize("run", ["../etc/passwd", "/etc", "board", "", "board/..", "board/.hidden", "a/b/c", "a//b", "a/b\n"])
def test_a_name_that_leads_elsewhere_is_none(archive: RunArchive, run: str) -> None:
    with pytest.raises(UsageError), archive.open(run):
        pass
    with pytest.raises(UsageError), archive.open_file(run, "stats.json"):
        pass
    with pytest.raises(UsageError):
        archive.remove(run)


def test_a_removed_run_is_gone_and_others_stay(archive: RunArchive, saved: Saver) -> None:
    run, other = saved("board/20261030T06Z"), saved("board/20261031T06Z")
    archive.remove(run)
    archive.remove(run)
    assert list(archive.runs()) == [other]
    assert archive.names(run) == set()


def test_runs_that_are_not_asked_for_are_left_out(archive: RunArchive, saved: Saver) -> None:
    first, second, third = (saved(f"board/2026103{day}T06Z") for day in range(3))
    other = saved("other/20261030T06Z")
    assert list(archive.runs(but={first, third})) == [second, other]
    assert list(archive.runs("board", but={second})) == [first, third]
    assert list(archive.runs("nowhere", but={first})) == []


def test_a_run_that_was_cut_off_is_not_there_whichever_are_left_out(archive: RunArchive, saved: Saver) -> None:
    whole, torn = saved("board/20261030T06Z"), saved("board/20261031T06Z")
    with archive.open(torn) as folder:
        assert folder.stats.is_file()
    archive.remove(torn)
    assert list(archive.runs("board", but={whole})) == []
