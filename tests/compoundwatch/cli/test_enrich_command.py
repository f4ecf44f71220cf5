"""`compoundwatch enrich` and `explain`, as a program calls them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.cli import main
from compoundwatch.posting import TaggedAdvert, TaggedPosting, posting_id

LURE = "Chat agents for Laos, no experience, 1,400 USD per month, free room and food, ticket paid. Telegram @made_up_desk_7"
CAPTURED = {
    "id": posting_id("board", "1"), "source": "board", "native_id": "1", "url": "https://b.example/1", "kind": "job",
    "title": "Cook", "text": "Walk in at our shop", "fetched_at": "2026-11-21T00:00:00Z",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def write(path: Path, *records: Any) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in records), encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_lines_come_out_tagged_in_order(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", {"id": "a", "text": LURE}, {"id": "b", "title": "Good morning"})
    assert run("enrich", str(source), str(tmp_path / "out.jsonl")) == 0
    lines = read(tmp_path / "out.jsonl")
    assert [line["id"] for line in lines] == ["a", "b"]
    assert [TaggedAdvert.model_validate(line).risk.level for line in lines] == ["critical", "low"]


def test_what_is_missing_stays_missing(tmp_path: Path) -> None:
    run("enrich", str(write(tmp_path / "in.jsonl", {"title": "Hello", "text": None})), str(tmp_path / "out.jsonl"))
    (line,) = read(tmp_path / "out.jsonl")
    assert [line[key] for key in ("id", "source", "url", "fetched_at", "date_posted", "pay")] == [None] * 6


def test_zawgyi_is_read_as_its_unicode(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", {"text": "ျမဝတီတြင္ အလုပ္ရိွသည္"}, {"text": "မြဝတီတွင် အလုပ်ရှိသည်"})
    run("enrich", str(source), str(tmp_path / "out.jsonl"))
    zawgyi, unicode = read(tmp_path / "out.jsonl")
    assert zawgyi == {**unicode, "encoding": "zawgyi"}


def test_a_captured_line_becomes_a_tagged_posting(tmp_path: Path) -> None:
    run("enrich", str(write(tmp_path / "in.jsonl", CAPTURED)), str(tmp_path / "out.jsonl"))
    assert TaggedPosting.model_validate_json((tmp_path / "out.jsonl").read_bytes()).native_id == "1"


def test_tags_that_came_with_a_line_are_replaced(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", {"text": "Good morning", "contacts": [{"any": "shape"}], "risk": 1, "campaign": "x"})
    assert run("enrich", str(source), str(tmp_path / "out.jsonl")) == 0
    assert read(tmp_path / "out.jsonl")[0]["contacts"] == []


@pytest.mark.parametrize(
    "bad",
    [
        '{"text": "broken',
        "[1]",
        '{"title": " ", "text": ""}',
        '{"text": 5}',
        '{"text": "\\ud800"}',
        '{"text": "x", "unheard_of": 1}',
        '{"text": "x", "kind": "blog"}',
        json.dumps(CAPTURED | {"id": "0" * 32}),
    ],
)
def test_a_bad_line_is_set_aside_and_the_good_ones_are_kept(tmp_path: Path, bad: str) -> None:
    source = write(tmp_path / "in.jsonl", {"text": "one"}, bad, {"text": "three"})
    assert run("enrich", str(source), str(tmp_path / "out.jsonl")) == 1
    assert [line["text"] for line in read(tmp_path / "out.jsonl")] == ["one", "three"]
    (rejected,) = read(tmp_path / "out.jsonl.rejected.jsonl")
    assert (rejected["line"], rejected["text"]) == (2, bad)
    assert rejected["reason"]


def test_unknown_keys_can_be_left_out(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", {"text": "x", "unheard_of": 1})
    assert run("enrich", "--drop-unknown", str(source), str(tmp_path / "out.jsonl")) == 0
    assert "unheard_of" not in read(tmp_path / "out.jsonl")[0]


def test_rejects_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    out = str(tmp_path / "out.jsonl")
    run("enrich", str(write(tmp_path / "bad.jsonl", "{")), out)
    run("enrich", str(write(tmp_path / "good.jsonl", {"text": "x"})), out)
    assert not (tmp_path / "out.jsonl.rejected.jsonl").exists()


def test_several_processes_keep_the_order(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", *({"id": str(number), "text": "Hiring cooks"} for number in range(230)))
    assert run("enrich", "--jobs", "2", str(source), str(tmp_path / "out.jsonl")) == 0
    assert [line["id"] for line in read(tmp_path / "out.jsonl")] == [str(number) for number in range(230)]


def test_a_line_that_is_too_long_is_set_aside(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", '{"text": "' + "x" * 8_100_000 + '"}', {"text": "kept"})
    assert run("enrich", str(source), str(tmp_path / "out.jsonl")) == 1
    assert [line["text"] for line in read(tmp_path / "out.jsonl")] == ["kept"]


def test_nothing_is_written_where_the_input_is_missing(tmp_path: Path) -> None:
    assert run("enrich", str(tmp_path / "none.jsonl"), str(tmp_path / "out.jsonl")) == 1
    assert not list(tmp_path.glob("out*"))


class _Stream:
    """A standard stream that is bytes below, as the real ones are."""

    def __init__(self, content: bytes = b"") -> None:
        self.buffer = io.BytesIO(content)

    def isatty(self) -> bool:
        return False


def test_pipes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    out = _Stream()
    monkeypatch.setattr(sys, "stdin", _Stream(b'{"text": "one"}\n{\n'))
    monkeypatch.setattr(sys, "stdout", out)
    assert run("enrich", "-", "-", "--rejected", str(tmp_path / "bad.jsonl")) == 1
    assert json.loads(out.buffer.getvalue())["text"] == "one"
    assert read(tmp_path / "bad.jsonl")[0]["line"] == 2


def test_a_pipe_with_a_bad_line_needs_a_place_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Stream(b"{\n"))
    monkeypatch.setattr(sys, "stdout", _Stream())
    assert run("enrich", "-", "-") == 2


def test_explain_marks_the_words_and_adds_them_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "advert.txt"
    file.write_text(LURE)
    assert run("explain", str(file)) == 0
    shown = capsys.readouterr().out
    assert "[no experience](" in shown
    assert "level critical" in shown


def test_explain_as_json_adds_up_to_its_total(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("explain", "--json", str(write(tmp_path / "advert.json", {"text": LURE, "label": "lure"})))
    told = json.loads(capsys.readouterr().out)
    assert sum(line["points"] for line in told["lines"]) == pytest.approx(told["total"])
    assert told["risk"]["level"] == "critical"


def test_explain_says_when_there_is_no_such_posting() -> None:
    assert run("explain", "0" * 32) == 2


def test_explain_lets_no_control_characters_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "advert.txt"
    file.write_text("Hiring \x1b[31m cooks")
    run("explain", str(file))
    assert "\x1b[31m" not in capsys.readouterr().out
