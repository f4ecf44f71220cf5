"""`python -m deploy.local`: a local Airflow until Ctrl-C, on loopback, with our DAGs and an administrator's password."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from deploy.local.family import adopt_orphans, end_family
from deploy.local.home import ADMIN, CHECKOUT, Home
from deploy.local.keeper import PATIENCE_SECONDS

_ASK_SECONDS = 0.5


def main(arguments: list[str] | None = None) -> int:
    """0 when it was stopped, 1 when a part of it ended by itself."""
    options = _parser().parse_args(arguments)
    home = Home(options.home.resolve(), options.port)
    if _is_taken(home):
        print(f"port {home.port} is taken: name another with --port", file=sys.stderr)
        return 1
    password = home.make()
    adopt_orphans()
    command = [sys.executable, "-m", "deploy.local.tied", sys.executable, "-m", "deploy.local.keeper", str(home.logs)]
    # Not in our process group: Ctrl-C reaches us alone, and we end the others in order.
    keeper = subprocess.Popen(command, env=home.environment(os.environ), cwd=CHECKOUT, start_new_session=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: keeper.terminate())
    try:
        return _watch(keeper, home, password)
    finally:
        end_family(PATIENCE_SECONDS)


def _watch(keeper: subprocess.Popen[bytes], home: Home, password: str | None) -> int:
    print(f"starting Airflow in {home.folder}, which takes half a minute", flush=True)
    while keeper.poll() is None and not _answers(home):
        time.sleep(_ASK_SECONDS)
    if keeper.poll() is None:
        print(f"{home.url} answers; Ctrl-C stops it and all its processes", flush=True)
        known = f"whose password {home.passwords} holds" if password is None else f"with the password {password} (shown this once)"
        print(f"sign in as {ADMIN}, {known}", flush=True)
    return keeper.wait()


def _answers(home: Home) -> bool:
    """Whether all services are at work, as the API server sees it; asked directly, whatever proxy is set."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{home.url}/api/v2/monitor/health", timeout=5) as answer:
            told = answer.read().decode()
    except (urllib.error.URLError, OSError):
        return False
    return all(f'"{part}":{{"status":"healthy"' in told.replace(" ", "") for part in ("metadatabase", "scheduler", "dag_processor"))


def _is_taken(home: Home) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", home.port))
        except OSError:
            return True
    return False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description="A local Airflow, until Ctrl-C.")
    parser.add_argument("--home", type=Path, default=CHECKOUT / "var" / "airflow", help="its folder (default: var/airflow)")
    parser.add_argument("--port", type=int, default=8080, help="on 127.0.0.1 (default: 8080)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
