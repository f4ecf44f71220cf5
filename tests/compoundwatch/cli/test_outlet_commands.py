"""Feed, webhook secret and retry as a user runs them."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest

from compoundwatch.cli import main


@pytest.fixture(autouse=True)
def configs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One saved search."""
    (tmp_path / "configs" / "alerts").mkdir(parents=True)
    (tmp_path / "configs" / "app.yml").write_text("var: ../var\n")
    desk = "title: Desk\nemail: a@ngo.example\nconsent: by letter of May\nquery: typists\n"
    (tmp_path / "configs" / "alerts" / "desk.yml").write_text(desk)
    monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(tmp_path / "configs"))


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[Any, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    return ended.value.code, capsys.readouterr().out


def test_a_feed_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = run(capsys, "alerts", "feed", "desk")
    assert (code, feedparser.parse(printed).feed.title) == (0, "Desk")


def test_the_secret_stays_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    secrets = [json.loads(run(capsys, "alerts", "webhook-secret", "desk", "--json")[1])["secret"] for _ in range(2)]
    assert secrets[0] == secrets[1]
    assert len(base64.b64decode(secrets[0].removeprefix("whsec_"))) == 32


def test_nothing_to_retry_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = run(capsys, "alerts", "webhook-retry", "desk", "--json")
    assert (code, json.loads(printed)) == (0, {"alert": "desk", "queued": 0})


@pytest.mark.parametrize("command", ["feed", "webhook-secret", "webhook-retry"])
def test_an_unknown_name_is_wrong_usage(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert run(capsys, "alerts", command, "nobody")[0] == 2


def test_notify_does_all_stages(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = run(capsys, "alerts", "notify", "--json")
    done = json.loads(printed)
    assert (code, done["hits"], done["mails"], done["problems"]) == (0, 0, 0, [])
