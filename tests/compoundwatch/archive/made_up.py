"""Run folders with a few bytes in them."""

from __future__ import annotations

from pathlib import Path

from compoundwatch.config import Settings
from compoundwatch.config.app import AppConfig
from compoundwatch.config.settings import Secrets
from compoundwatch.run_folder import RunFolder

PAGES = bytes(range(256)) * 40
FILES = {"captured.jsonl": b"one\n", "sightings.jsonl": b"two\n", "pages.warc.gz": PAGES, "stats.json": b"{}"}


def settings_with(tmp_path: Path, files: str | None) -> Settings:
    """An installation whose runs live there."""
    app = AppConfig(files=files)
    return Settings(configs=tmp_path / "configs", app=app, secrets=Secrets(), var=tmp_path / "var")


def write_files(folder: RunFolder, **changed: bytes) -> None:
    """A finished run; `stats` stands for stats.json, and so on."""
    folder.path.mkdir(parents=True)
    for name, data in FILES.items():
        (folder.path / name).write_bytes(changed.get(name.partition(".")[0], data))
