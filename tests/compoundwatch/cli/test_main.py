from __future__ import annotations

import subprocess
import sys

import pytest

from compoundwatch import __version__

HEAVY = {"scrapy", "twisted", "tantivy", "sqlalchemy", "alembic", "pydantic", "marisa_trie", "phonenumbers", "lxml", "playwright"}


def compoundwatch(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "compoundwatch", *arguments], capture_output=True, text=True, check=False, env=environment or None
    )


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom compoundwatch.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print('modules:', *sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert HEAVY.isdisjoint(printed.rsplit("modules:", 1)[1].split())


def test_version() -> None:
    assert compoundwatch("--version").stdout == f"compoundwatch {__version__}\n"


@pytest.mark.parametrize("arguments", [["--nonsense"], ["nonsense"], ["search"], ["crawl", "x"]])
def test_wrong_usage_is_one_line_and_exit_code_2(arguments: list[str]) -> None:
    ended = compoundwatch(*arguments)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stderr.startswith("compoundwatch: ")


def test_a_missing_folder_of_settings_is_one_line_and_exit_code_2() -> None:
    ended = compoundwatch("run", COMPOUNDWATCH_CONFIGS="/nowhere")
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "compoundwatch: /nowhere: expected a folder of settings; COMPOUNDWATCH_CONFIGS names another"
    ]
