from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from alerts.outbox.bounces.incoming import LONGEST, from_path
from alerts.outbox.bounces.reading import ReportCounts, obey
from tests.alerts.outbox.bounces.conftest import NOW, arf, dsn


def read_all(path: Path) -> list[bytes]:
    messages = []
    for incoming in from_path(path):
        messages.append(incoming.octets)
        incoming.put_aside()
    return messages


def maildir(path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (path / name).mkdir(parents=True)
    return path


def test_a_file_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "report.eml").write_bytes(dsn())
    assert read_all(tmp_path / "report.eml") == [dsn()]


def test_an_mbox_holds_several(tmp_path: Path) -> None:
    begins = b"From MAILER-DAEMON Sat Nov 21 09:06:00 2026\n"
    (tmp_path / "box").write_bytes(begins + dsn() + b"\n" + begins + arf() + b"\n")
    assert [message.strip() for message in read_all(tmp_path / "box")] == [dsn().strip(), arf().strip()]


def test_what_is_new_in_a_maildir_is_read_once_and_marked_as_seen(tmp_path: Path) -> None:
    box = maildir(tmp_path / "box")
    (box / "new" / "1.a.mx").write_bytes(dsn())
    (box / "cur" / "0.a.mx:2,S").write_bytes(arf())
    assert (read_all(box), read_all(box)) == ([dsn()], [])
    assert (box / "cur" / "1.a.mx:2,S").read_bytes() == dsn()


def test_files_of_a_folder_are_put_aside(tmp_path: Path) -> None:
    (tmp_path / "b.eml").write_bytes(arf())
    (tmp_path / "a.eml").write_bytes(dsn())
    assert (read_all(tmp_path), read_all(tmp_path)) == ([dsn(), arf()], [])
    assert sorted(path.name for path in (tmp_path / "read").iterdir()) == ["a.eml", "b.eml"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    assert read_all(folder) == []


def test_of_an_endless_message_the_beginning_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * (LONGEST + 1))
    assert [len(message) for message in read_all(tmp_path / "a")] == [LONGEST]


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_all(tmp_path / "nowhere")


def test_a_report_stays_until_it_is_written_down(tmp_path: Path, sent: Engine) -> None:
    box = maildir(tmp_path / "box")
    (box / "new" / "1.a.mx").write_bytes(dsn())
    messages = from_path(box)
    next(messages)
    assert obey(sent, from_path(box), NOW) == ReportCounts(hard=1)
