"""`compoundwatch kibana import` as an operator runs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from compoundwatch.cli import main
from index.kibana.export import write
from tests.index.kibana.stub import StubKibana, running


@pytest.fixture
def stub() -> Iterator[StubKibana]:
    with running(StubKibana(authorization="ApiKey a2V5")) as answering:
        yield answering


@pytest.fixture
def configs(stub: StubKibana, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings that name the stub and a key that it takes."""
    (tmp_path / "app.yml").write_text(f"var: ../var\nstore:\n  prefix: desk\nkibana:\n  url: {stub.url}\n")
    write(tmp_path / "kibana")
    monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(tmp_path))
    monkeypatch.setenv("COMPOUNDWATCH_KIBANA_API_KEY", "a2V5")
    return tmp_path


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["kibana", "import", *words])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_each_object_is_reported(configs: Path, stub: StubKibana, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "--space", "analysts") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["url"], report["space"]) == (stub.url, "analysts")
    assert {(it["kind"], it["id"]) for it in report["objects"]} == set(stub.spaces["analysts"])
    assert {it["outcome"] for it in report["objects"]} == {"created"}


def test_the_table_names_outcome_kind_and_title(configs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if "Today [compoundwatch]" in line]
    assert len(rows) == 1
    assert "created" in rows[0]
    assert "dashboard" in rows[0]


def test_the_prefix_of_the_store_is_that_of_the_data_views(configs: Path, stub: StubKibana) -> None:
    run("--json")
    assert stub.spaces["default"]["index-pattern", "compoundwatch-postings"]["attributes"]["title"] == "desk-postings"


def test_a_second_time_is_fine_and_without_overwriting_it_is_a_failure(configs: Path) -> None:
    assert [run("--json"), run("--json"), run("--json", "--no-overwrite")] == [0, 0, 1]


def test_an_address_typed_instead_of_the_configured_one(configs: Path, stub: StubKibana) -> None:
    (configs / "app.yml").write_text("var: ../var\n")
    assert run("--json", "--url", stub.url) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--url", "http://kibana.example.org"], "expected https://"),
        (["--url", "https://me:secret@kibana.example.org"], "expected no user"),
        (["--url", "kibana"], "expected an address"),
        (["--space", "../default"], "--space"),
    ],
)
def test_a_wrong_address_or_space_is_wrong_usage(
    configs: Path, stub: StubKibana, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(*words) == 2
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
    assert "secret" not in told.replace("secrets", "")
    assert not stub.asked


def test_without_an_address_the_key_of_app_yml_is_named(configs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (configs / "app.yml").write_text("var: ../var\n")
    assert run() == 2
    assert "kibana.url" in capsys.readouterr().err


@pytest.mark.parametrize(
    "secrets",
    [
        {"COMPOUNDWATCH_KIBANA_USER": "ana"},
        {"COMPOUNDWATCH_KIBANA_API_KEY": "", "COMPOUNDWATCH_KIBANA_USER": "ana"},
        {"COMPOUNDWATCH_KIBANA_API_KEY": "two words"},
    ],
    ids=["both", "half", "no key"],
)
def test_secrets_that_make_no_sense_are_wrong_usage(
    configs: Path, stub: StubKibana, monkeypatch: pytest.MonkeyPatch, secrets: dict[str, str]
) -> None:
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    assert run() == 2
    assert not stub.asked


def test_a_user_and_password_are_sent_as_such(configs: Path, stub: StubKibana, monkeypatch: pytest.MonkeyPatch) -> None:
    stub.authorization = "Basic YW5hOnBhc3M="
    monkeypatch.setenv("COMPOUNDWATCH_KIBANA_API_KEY", "")
    monkeypatch.setenv("COMPOUNDWATCH_KIBANA_USER", "ana")
    monkeypatch.setenv("COMPOUNDWATCH_KIBANA_PASSWORD", "pass")
    assert run("--json") == 0


def test_a_wrong_key_is_one_line_and_never_printed(
    configs: Path, stub: StubKibana, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMPOUNDWATCH_KIBANA_API_KEY", "d3Jvbmc")
    assert run() == 1
    told = capsys.readouterr().err
    assert "COMPOUNDWATCH_KIBANA_API_KEY" in told
    assert "d3Jvbmc" not in told


def test_a_kibana_that_is_down_is_for_later(configs: Path) -> None:
    assert run("--url", "http://127.0.0.1:1") == 5


def test_a_ca_file_that_is_none_is_wrong_configuration(configs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (configs / "app.yml").write_text("var: ../var\nkibana:\n  url: https://127.0.0.1:1\n  ca_file: app.yml\n")
    assert run() == 2
    assert "kibana.ca_file" in capsys.readouterr().err
