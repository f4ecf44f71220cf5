"""Elasticsearch and PostgreSQL refuse to run as root: tests that root runs start it as nobody, all others as themselves."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from tests.servers.missing import Missing
from tests.servers.tied import tied


def as_ordinary_user(server: str = "Elasticsearch") -> list[str]:
    """Words before a command, which then also ends with the process that started it. Raises Missing, naming the server."""
    words = tied()
    if os.geteuid() != 0:
        return words
    if not words:
        raise Missing(f"no setpriv, to run {server} as an ordinary user (package util-linux)")
    nobody = pwd.getpwnam("nobody")
    return [*words, f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


def give_away(folder: Path) -> None:
    """Let that user write in the folder."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
