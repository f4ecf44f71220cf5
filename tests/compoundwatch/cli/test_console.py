from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import urllib3

from compoundwatch.cli.console import refuse_bare
from compoundwatch.config.console import ConsoleConfig
from compoundwatch.errors import UsageError


@pytest.mark.parametrize(("host", "public_url"), [("0.0.0.0", None), ("192.0.2.7", None), ("192.0.2.7", "http://127.0.0.1:8650")])
def test_other_machines_are_not_served_in_clear_by_mistake(host: str, public_url: str | None) -> None:
    with pytest.raises(UsageError, match="--allow-host"):
        refuse_bare(ConsoleConfig(host=host, public_url=public_url), [])


@pytest.mark.parametrize(
    ("host", "public_url", "allowed"),
    [("127.0.0.1", None, []), ("::1", None, []), ("0.0.0.0", "https://a.example", []), ("192.0.2.7", None, ["desk.internal"])],
)
def test_loopback_tls_or_a_named_host_is_served(host: str, public_url: str | None, allowed: list[str]) -> None:
    refuse_bare(ConsoleConfig(host=host, public_url=public_url), allowed)


def test_it_serves_until_it_is_stopped_and_logs_no_address(tmp_path: Path) -> None:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "app.yml").write_text("var: ../var\n")
    port = 20_000 + os.getpid() % 20_000
    log = tmp_path / "log"
    environment = {**os.environ, "COMPOUNDWATCH_CONFIGS": str(tmp_path / "configs")}
    with log.open("wb") as file:
        command = [sys.executable, "-m", "compoundwatch", "console", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=file, stderr=file)
        try:
            assert _answer(f"http://127.0.0.1:{port}/manage/a-token-in-an-address") == 404
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
    assert "a-token-in-an-address" not in log.read_text()


def _answer(url: str) -> int:
    """The status, once there is one."""
    until = time.monotonic() + 60
    with urllib3.PoolManager() as pool:
        while True:
            try:
                return pool.request("GET", url, retries=False).status
            except urllib3.exceptions.HTTPError:
                assert time.monotonic() < until, "the pages did not start"
                time.sleep(0.05)
