"""A new .env: every secret is new, of the form it must have, and never overwritten."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from deploy import new_env
from tests.deploy.containers import DEPLOY, EXAMPLE, variables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(DEPLOY / ".env.example", tmp_path)
    return tmp_path


def test_no_two_secrets_are_alike(folder: Path) -> None:
    assert new_env.main(folder) == 0
    asked = re.findall(r"^([A-Z_]+)=$", EXAMPLE, re.MULTILINE)
    made = variables((folder / ".env").read_text(encoding="utf-8"))
    assert len({made[name] for name in asked}) == len(asked) > 10


def test_every_secret_can_stand_in_a_url() -> None:
    made = variables(new_env.filled(EXAMPLE))
    assert not [
        name for name, value in made.items() if name.endswith(("PASSWORD", "KEY", "SECRET")) and re.search(r"[^\w=-]", value)
    ]


def test_airflow_can_encrypt_with_its_key() -> None:
    assert Fernet(variables(new_env.filled(EXAMPLE))["AIRFLOW_FERNET_KEY"]).encrypt(b"x")


def test_the_key_of_tokens_is_as_long_as_what_signs_with_it() -> None:
    assert len(variables(new_env.filled(EXAMPLE))["AIRFLOW_JWT_SECRET"]) == 512 // 8


def test_only_its_owner_reads_it(folder: Path) -> None:
    new_env.main(folder)
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600


def test_one_that_is_there_stays(folder: Path) -> None:
    (folder / ".env").write_text("KEPT=1\n", encoding="utf-8")
    assert new_env.main(folder) == 1
    assert (folder / ".env").read_text(encoding="utf-8") == "KEPT=1\n"
