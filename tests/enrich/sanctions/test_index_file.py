"""The compiled lists."""

from __future__ import annotations

from pathlib import Path

from enrich.sanctions.index_file import IndexFile
from enrich.sanctions.place import current_index, put_in_use
from tests.enrich.sanctions.made_up_lists import compiled


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_lists_give_the_same_bytes(tmp_path: Path) -> None:
    compiled(tmp_path / "one")
    compiled(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_who_has_an_index_open_goes_on_with_it(tmp_path: Path) -> None:
    for name in ("index-a", "index-b", "index-c"):
        compiled(tmp_path / name)
    put_in_use(tmp_path, tmp_path / "index-a")
    first = current_index(tmp_path)
    assert first is not None
    opened = IndexFile(first)
    put_in_use(tmp_path, tmp_path / "index-b")
    put_in_use(tmp_path, tmp_path / "index-c")

    assert not first.exists()
    assert opened.at("n:beach kralvin", 10)
