"""Where delivery reports lie: a pipe, a file, a Maildir or a folder. What was read is put aside, so that each is read once."""

from __future__ import annotations

import mailbox
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

# Of a longer message only the beginning is read: the report stands before the mail that it sends back.
LONGEST = 1_000_000
# In one reading; the rest waits for the next.
MOST = 10_000
_READ = "read"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message, and what puts it aside when it has been dealt with."""

    octets: bytes
    put_aside: Callable[[], None] = lambda: None


def from_pipe() -> Iterator[Incoming]:
    """The one message on standard input. The rest of a long one is read too: a mail server takes a closed pipe for a failure."""
    beginning = sys.stdin.buffer.read(LONGEST)
    while sys.stdin.buffer.read(LONGEST):
        pass
    yield Incoming(beginning)


def from_path(path: Path) -> Iterator[Incoming]:
    """Messages of a file (one message, or mbox), a Maildir (what is new in it) or a folder. Raises OSError where there is none."""
    if (path / "new").is_dir() and (path / "cur").is_dir():
        yield from _each(path / "new", lambda file: path / "cur" / f"{file.name}:2,S")
    elif path.is_dir():
        yield from _each(path, lambda file: path / _READ / file.name)
    else:
        yield from _from_file(path)


def _each(folder: Path, aside: Callable[[Path], Path]) -> Iterator[Incoming]:
    """Ordinary files in name order. A file that another reader has taken meanwhile is passed over."""
    files = (file for file in sorted(folder.iterdir()) if file.is_file() and not file.is_symlink() and file.name[0] != ".")
    for file in islice(files, MOST):
        with suppress(FileNotFoundError):
            yield Incoming(_beginning(file), lambda file=file: _move(file, aside(file)))  # type: ignore[misc]  # bound in the loop


def _move(file: Path, to: Path) -> None:
    to.parent.mkdir(exist_ok=True)
    with suppress(FileNotFoundError):
        file.replace(to)


def _from_file(path: Path) -> Iterator[Incoming]:
    beginning = _beginning(path)
    if not beginning.startswith(b"From "):
        yield Incoming(beginning)
        return
    box = mailbox.mbox(path, create=False)
    try:
        for key in islice(box.iterkeys(), MOST):
            with box.get_file(key) as message:
                yield Incoming(message.read(LONGEST))
    finally:
        box.close()


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LONGEST)
