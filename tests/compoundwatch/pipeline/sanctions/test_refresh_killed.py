"""A refresh that is killed while it compiles leaves what was in use, and the next one succeeds."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import yaml

from compoundwatch.config import load_settings
from compoundwatch.pipeline.sanctions.refresh import Wishes, refresh
from enrich.sanctions import SanctionsChecker

WORDS = Path(__file__).parents[4] / "configs" / "sanctions" / "words.yml"
HEADER = "id,schema,name,aliases\n"
DEADLINE = 60


def test_a_killed_refresh_leaves_the_lists_in_use(tmp_path: Path) -> None:
    folder = tmp_path / "configs" / "sanctions"
    folder.mkdir(parents=True)
    (tmp_path / "configs" / "app.yml").write_text("store: {kind: embedded}\n")
    (folder / "words.yml").write_bytes(WORDS.read_bytes())
    files = [{"path": "list.csv", "format": "opensanctions-csv"}]
    (folder / "lists.yml").write_text(
        yaml.safe_dump({"lists": {"made-up": {"title": "x", "licence": "x", "enabled": True, "files": files}}})
    )
    environment = {"COMPOUNDWATCH_CONFIGS": str(tmp_path / "configs"), "COMPOUNDWATCH_VAR": str(tmp_path / "var")}
    settings = load_settings(environment)
    (folder / "list.csv").write_text(HEADER + "os-1,Company,Zarnobel Pay,\n")
    refresh(settings, Wishes(), lambda _: None)

    (folder / "list.csv").write_text(HEADER + "".join(f"os-{n},Company,Quillmar Jade {n},\n" for n in range(20_000)))
    kill_while_compiling(settings.sanctions, environment)

    assert SanctionsChecker.load(settings.sanctions).check_value("Zarnobel Pay", 0.99)
    refresh(settings, Wishes(), lambda _: None)
    assert SanctionsChecker.load(settings.sanctions).check_value("Quillmar Jade 7", 0.99)


def kill_while_compiling(folder: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "compoundwatch", "sanctions", "refresh"]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    until = time.monotonic() + DEADLINE
    while not (folder / "compiling").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    process.kill()
    assert process.wait() < 0, "it had ended before it was killed"
