"""Elasticsearch and PostgreSQL refuse to run as root: tests that root runs start it as nobody, all others as themselves."""

from __future__ import annotations

import os
import pwd
import shutil
from pathlib import Path

from tests.servers.missing import Missing


def as_ordinary_user(server: str = "Elasticsearch") -> list[str]:
    """Words before a command, which then also ends with the process that started it. Raises Missing, naming the server."""
    tied = ["setpriv", "--pdeathsig=KILL"] if shutil.which("setpriv") else []
    if os.geteuid() != 0:
        return tied
    if not tied:
        raise Missing(f"no setpriv, to run {server} as an ordinary user (package util-linux)")
    nobody = pwd.getpwnam("nobody")
    return [*tied, f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


def give_away(folder: Path) -> None:
    """Let that user write in the folder."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
