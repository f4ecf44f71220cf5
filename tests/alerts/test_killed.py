"""Killed (SIGKILL) from matching to sending, the mail server too: each hit is in exactly one delivered mail, or visibly in doubt.

A short one of what `benchmarks/alerts.py` does at length, over both kinds of database.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 5


@pytest.mark.slow
def test_every_hit_is_in_exactly_one_mail_or_in_doubt(state_url: str) -> None:
    measured = [sys.executable, "-m", "benchmarks.alerts_delivery", "--kills", str(KILLS), "--runs", "0", "--json"]
    where = [] if state_url.startswith("sqlite") else ["--database", state_url]
    ended = subprocess.run([*measured, *where], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    figures = json.loads(ended.stdout)
    assert (figures["kills"], figures["lost"], figures["doubled"]) == (KILLS, 0, 0)
