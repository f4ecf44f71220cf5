"""The commands as a user runs them, on one small installation."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.cli import main
from compoundwatch.config import Settings, load_settings
from compoundwatch.posting import CompoundLink, Risk, TaggedPosting, posting_id
from index import open_store

NOW = datetime.now(UTC)
POSTING = TaggedPosting(
    id=posting_id("board", "1"),
    source="board",
    native_id="1",
    url="https://board.example/jobs/1",
    kind="job",
    title="Typists for KK Park",
    text="Ticket paid.",
    fetched_at=NOW,
    compounds=(CompoundLink(id="kk-park", name="KK Park", by="name", strength=0.9, distance_km=None, reason="named"),),
    risk=Risk(score=0.8, level="high", reasons=("ticket is paid",)),
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """One posting in the store and one saved search that finds it."""
    configs = tmp_path / "configs"
    (configs / "alerts").mkdir(parents=True)
    (configs / "gazetteer").symlink_to(Path(__file__).parents[3] / "configs" / "gazetteer")
    (configs / "app.yml").write_text("var: ../var\n")
    (configs / "alerts" / "desk.yml").write_text("title: Desk\nemail: a@ngo.example\nconsent: by letter of May\nquery: typists\n")
    monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(configs))
    settings = load_settings()
    with open_store(settings) as store:
        store.upsert([POSTING], at=NOW)
    return settings


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """Exit code and what was printed as JSON."""
    with pytest.raises(SystemExit) as ended:
        main([*words, "--json"])
    code = ended.value.code
    assert isinstance(code, int)
    printed = capsys.readouterr().out
    return code, json.loads(printed) if printed else None


def test_match_writes_the_ledger(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "alerts", "match") == (0, {"changes": 1, "hits": {"new": 1}})


def test_send_writes_the_mail(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "alerts", "match")
    code, sent = run(capsys, "alerts", "send")
    assert (code, sent["sent"], len(list(settings.outbox.glob("*.eml")))) == (0, 1, 1)


def test_send_says_try_later_while_the_mail_server_is_away(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    smtp = "mail:\n  transport: smtp\n  smtp_host: 127.0.0.1\n  smtp_port: 9\n  smtp_tls: none\n  sender: a@cw.example\n"
    (settings.configs / "app.yml").write_text(f"var: ../var\n{smtp}  corrections: desk@cw.example\n")
    run(capsys, "alerts", "match")
    code, sent = run(capsys, "alerts", "send")
    assert (code, sent["waiting"], "127.0.0.1:9" in sent["problem"]) == (5, 1, True)


def test_preview_counts(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, seen = run(capsys, "alerts", "preview", "typists")
    assert (code, seen["told"], seen["examples"][0]["id"]) == (0, 1, POSTING.id)


def test_preview_of_a_wrong_query_is_wrong_usage(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "alerts", "preview", "near:nowhere~")[0] == 2


def test_list_shows_what_was_told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "alerts", "match")
    run(capsys, "alerts", "send")
    code, listed = run(capsys, "alerts", "list")
    assert (code, [(row["alert"], row["state"], row["told"]) for row in listed["alerts"]]) == (0, [("desk", "active", 1)])


def test_stop_is_shown(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "alerts", "stop", "desk")
    assert run(capsys, "alerts", "list")[1]["alerts"][0]["state"] == "stopped"


def test_stop_of_nobody_is_wrong_usage(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "alerts", "stop", "nobody")[0] == 2


def test_a_wrong_flag_is_corrected_at_once(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "alerts", "match")
    run(capsys, "alerts", "send")
    code, review = run(capsys, "review", POSTING.id[:8], "--as", "wrong", "--why", "registered employer")
    assert (code, review["corrections"], len(list(settings.outbox.glob("*.eml")))) == (0, 1, 2)


def test_a_review_of_nothing_is_wrong_usage(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "review", "ffffffff", "--as", "wrong", "--why", "x")[0] == 2
