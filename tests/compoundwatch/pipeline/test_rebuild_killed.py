"""SIGKILL while the store is made again: what is in use is the old store or the new one, whole, and the next try ends well."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from compoundwatch.config import Settings, load_settings
from enrich import Enricher
from index import open_store
from tests.compoundwatch.pipeline.history import contents, live
from tests.compoundwatch.pipeline.made_up import ROOT

_LOOK_EVERY = 0.004
# Shares of the job's own steps, as its files show them.
_KILLED_AT = (0.15, 0.6, 0.97)
_COMMAND = [sys.executable, "-m", "compoundwatch", "store", "rebuild"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "app.yml").write_text(f"tables: {ROOT / 'configs'}\ncache: {ROOT / 'var' / 'cache'}\n")
    return {**os.environ, "COMPOUNDWATCH_CONFIGS": str(tmp_path), "COMPOUNDWATCH_VAR": str(tmp_path / "var")}


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    made = load_settings(environment)
    with open_store(made) as store:
        live(made, store, Enricher.load(made))
    return made


def look(var: Path) -> frozenset[tuple[str, int, int]]:
    """Every file by name, identity and size; what goes away while we look is passed over."""
    found = set()
    for folder, _, files in os.walk(var):
        for name in files:
            with suppress(FileNotFoundError):
                told = Path(folder, name).stat()
                found.add((f"{folder}/{name}", told.st_ino, told.st_size))
    return frozenset(found)


def killed_when_changed(settings: Settings, environment: dict[str, str], times: int) -> int:
    """Start a rebuild and kill it once its files have changed so often; how often they did."""
    changed, before = 0, look(settings.var)
    with subprocess.Popen(_COMMAND, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as job:
        while changed < times and job.poll() is None:
            try:
                job.wait(timeout=_LOOK_EVERY)
            except subprocess.TimeoutExpired:
                now = look(settings.var)
                changed, before = changed + (now != before), now
        job.send_signal(signal.SIGKILL)
    return changed


@pytest.mark.slow
def test_killed_again_and_again_and_made_in_the_end(settings: Settings, environment: dict[str, str]) -> None:
    with open_store(settings) as store:
        before = contents(store)
    whole = killed_when_changed(settings, environment, sys.maxsize)

    for share in _KILLED_AT:
        killed_when_changed(settings, environment, max(1, round(share * whole)))
        with open_store(settings) as store:
            assert contents(store) == before
    ended = subprocess.run(_COMMAND, env=environment, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr
    with open_store(settings) as store:
        assert contents(store) == before
    assert not (settings.var / "rebuild").exists()
