"""`alerts resend` as an operator runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.cli import main
from compoundwatch.config import load_settings
from compoundwatch.db import open_database
from tests.alerts.outbox.conftest import change_mail, mail_row, put_letter


@pytest.fixture(autouse=True)
def in_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with one mail that is in doubt."""
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "app.yml").write_text("var: ../var\n")
    monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(tmp_path / "configs"))
    engine = open_database(load_settings())
    put_letter(engine, "0123abcd")
    change_mail(engine, "0123abcd", state="in_doubt", error="cut off")
    engine.dispose()


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """Exit code and what was printed."""
    with pytest.raises(SystemExit) as ended:
        main(["alerts", "resend", *words])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out or err


def test_the_mail_is_queued_again(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "0123", "--json")
    assert (code, json.loads(out)) == (0, {"mail": "0123abcd", "state": "queued"})
    engine = open_database(load_settings())
    assert mail_row(engine, "0123abcd").state == "queued"
    engine.dispose()


def test_what_is_no_mail_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "ffff")
    assert (code, "no mails with an id that begins 'ffff'" in said) == (2, True)
