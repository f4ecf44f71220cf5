"""Where no server can be had, a test that needs one is skipped by its name; in CI it fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDS_ONE = "tests/servers/test_servers.py::test_the_shared_server_is_elasticsearch_9"


@pytest.mark.parametrize(("ci", "code", "word"), [({}, 0, "SKIPPED"), ({"CI": "true"}, 1, "ERROR")], ids=["here", "in CI"])
def test_a_missing_server_is_named(tmp_path: Path, ci: dict[str, str], code: int, word: str) -> None:
    """Nothing is on the PATH and nothing was fetched before."""
    bare = {"PATH": str(tmp_path), "HOME": str(tmp_path), "COMPOUNDWATCH_TEST_CACHE": str(tmp_path), **ci}
    words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", NEEDS_ONE]
    ended = subprocess.run(words, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert ended.returncode == code, ended.stdout
    assert "no Elasticsearch for tests: no " in ended.stdout
    assert f"{word} {NEEDS_ONE}" in ended.stdout
