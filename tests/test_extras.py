"""The extras that later stages build on are locked so that they install and load beside everything else."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def locked_version(package: str) -> str:
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return next(str(entry["version"]) for entry in packages if entry["name"] == package)


@pytest.mark.parametrize(
    ("package", "module"),
    [("apache-airflow", "airflow"), ("elasticsearch", "elasticsearch"), ("psycopg", "psycopg"), ("s3fs", "s3fs")],
)
def test_an_extra_loads_beside_our_own_packages(package: str, module: str, tmp_path: Path) -> None:
    script = f"import compoundwatch.pipeline.run, {module}; from importlib.metadata import version; print(version('{package}'))"
    environment = {**os.environ, "AIRFLOW_HOME": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split()[-1] == locked_version(package)
