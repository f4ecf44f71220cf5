"""docs/add-a-source.md, followed word for word in a copy of the checkout, over the demo web."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from filelock import FileLock

from compoundwatch.config import Settings, load_settings
from compoundwatch.config.settings import CONFIGS_VARIABLE, VAR_VARIABLE
from compoundwatch.pipeline.stages.sources import due_sources
from spiders.sourcing.reference import sources_page

ROOT = Path(__file__).parents[2]
SERVE, *FOLLOWED = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "add-a-source.md").read_text(encoding="utf-8"), flags=re.DOTALL)
BOARD = ("127.0.0.1", 18702)
_LEFT_OUT = shutil.ignore_patterns(".*", "var", "__pycache__", "node_modules")


@dataclass(frozen=True)
class Done:
    """The copy after the last command, and what the commands printed."""

    checkout: Path
    exit_code: int
    printed: str
    status: tuple[str, ...]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    checkout = tmp_path_factory.mktemp("copy") / "checkout"
    shutil.copytree(ROOT, checkout, ignore=_LEFT_OUT)
    (checkout / ".venv").symlink_to(Path(sys.prefix))
    (checkout / ".gitignore").write_text(".venv\nvar/\n__pycache__/\n.pytest_cache/\n", encoding="utf-8")
    _keep_what_takes_long(checkout)
    _git(checkout, "init", "--quiet")
    _git(checkout, "add", "--all")
    _git(checkout, "-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message=before")
    with FileLock(Path(tempfile.gettempdir()) / "compoundwatch-demo-ports.lock", timeout=300), _served(checkout):
        ended = _bash(checkout, "".join(FOLLOWED))
    status = _git(checkout, "status", "--porcelain", "--untracked-files=all").splitlines()
    return Done(checkout, ended.returncode, ended.stdout + ended.stderr, tuple(status))


def test_every_command_does_what_it_says(done: Done) -> None:
    assert done.exit_code == 0, done.printed


def test_only_new_files_are_there(done: Done) -> None:
    files = {line.removeprefix("?? ") for line in done.status}
    pages = [
        f"tests/pages/river_jobs{page}/{file}" for page in ("", "-2", "-3", "-advert") for file in ("expected.json", "page.html")
    ]

    assert files == {"demo/configs/spiders/river_jobs.yml", *pages}


def test_schedule_finds_the_source(done: Done) -> None:
    assert "river_jobs" in due_sources(_settings(done), "daily")


def test_page_of_sources_finds_it(done: Done) -> None:
    assert "| `river_jobs` | [River Jobs](http://127.0.0.1:18702/)" in sources_page(done.checkout / "demo" / "configs")


def test_every_field_of_its_pages_was_tested(done: Done) -> None:
    passed = re.search(r"(\d+) passed", done.printed)

    assert passed is not None
    assert int(passed[1]) > 20


def test_live_check_saw_the_whole_board(done: Done) -> None:
    assert "river_jobs: 15 pages, 12 postings, whole list seen; nothing was published" in done.printed


def test_saved_pages_hold_no_real_words(done: Done) -> None:
    expected = orjson.loads((done.checkout / "tests/pages/river_jobs-advert/expected.json").read_bytes())

    assert "ปอยเปต" not in orjson.dumps(expected).decode()
    assert expected["postings"][0]["job_location"]


def _settings(done: Done) -> Settings:
    return load_settings({CONFIGS_VARIABLE: str(done.checkout / "demo" / "configs")})


def _keep_what_takes_long(checkout: Path) -> None:
    """The compiled file of place names, where this checkout has made it."""
    if (ROOT / "var" / "cache").is_dir():
        (checkout / "var").mkdir()
        (checkout / "var" / "cache").symlink_to(ROOT / "var" / "cache")


@contextmanager
def _served(checkout: Path) -> Iterator[None]:
    server = subprocess.Popen(["bash", "-c", f"exec {SERVE}"], cwd=checkout, env=_environment(checkout), stdout=subprocess.DEVNULL)
    try:
        _wait_for_board(server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for_board(server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(BOARD) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the demo web was not there in time")


def _bash(checkout: Path, script: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=checkout, env=_environment(checkout), capture_output=True, text=True, timeout=300, check=False
    )


def _git(checkout: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=checkout, capture_output=True, text=True, check=True, timeout=60).stdout


def _environment(checkout: Path) -> dict[str, str]:
    """Ours without settings of this installation; modules are those of the copy."""
    kept = {
        name: value for name, value in os.environ.items() if name not in {CONFIGS_VARIABLE, VAR_VARIABLE} and "PYTEST" not in name
    }
    return kept | {"PYTHONPATH": str(checkout), "COLUMNS": "200"}
