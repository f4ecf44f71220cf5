from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.config import load_settings
from compoundwatch.errors import ConfigError, UsageError

SOURCE = """\
title: A board
home: https://example.com/
kind: job
platform: json_ld
start: [https://example.com/sitemap.xml]
terms: made up for a test
"""


@pytest.fixture
def configs(tmp_path: Path) -> Path:
    (tmp_path / "spiders").mkdir()
    (tmp_path / "app.yml").write_text("var: data\n")
    (tmp_path / "spiders" / "board.yml").write_text(SOURCE)
    return tmp_path


def test_a_source_is_named_by_its_file(configs: Path) -> None:
    settings = load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})
    assert settings.sources()["board"].name == "board"


def test_relative_paths_are_taken_from_the_folder_of_the_file(configs: Path) -> None:
    assert load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)}).var == configs / "data"


def test_the_environment_moves_the_data(configs: Path, tmp_path: Path) -> None:
    environment = {"COMPOUNDWATCH_CONFIGS": str(configs), "COMPOUNDWATCH_VAR": str(tmp_path / "elsewhere")}
    assert load_settings(environment).var == tmp_path / "elsewhere"


def test_secrets_are_read_from_the_environment_and_never_printed(configs: Path) -> None:
    settings = load_settings({"COMPOUNDWATCH_CONFIGS": str(configs), "COMPOUNDWATCH_SMTP_PASSWORD": "open sesame"})
    assert settings.secrets.smtp_password == "open sesame"
    assert "sesame" not in repr(settings)


@pytest.mark.parametrize("name", ["nobody", "../app", "board/../board"])
def test_an_unknown_source_is_a_usage_error(configs: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no source named"):
        load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)}).source(name)


def test_a_source_without_terms_is_refused(configs: Path) -> None:
    (configs / "spiders" / "board.yml").write_text(SOURCE.replace("terms: made up for a test\n", ""))
    with pytest.raises(ConfigError, match="terms: is missing"):
        load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)}).sources()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="expected a folder of settings"):
        load_settings({"COMPOUNDWATCH_CONFIGS": str(tmp_path / "none")})


def test_what_the_checkout_ships_is_whole() -> None:
    settings = load_settings({})
    assert settings.app.mail.transport == "eml"
    assert all(not source.enabled for source in settings.sources().values())


@pytest.mark.parametrize(
    ("files", "runs", "url"),
    [
        ("", "data/runs", None),
        ("files: elsewhere\n", "elsewhere", None),
        ("files: s3://bucket/runs\n", "data/runs", "s3://bucket/runs"),
    ],
)
def test_runs_live_where_files_says(configs: Path, files: str, runs: str, url: str | None) -> None:
    (configs / "app.yml").write_text(f"var: data\n{files}")
    settings = load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})
    assert (settings.runs, settings.files_url) == (configs / runs, url)


def test_credentials_in_the_place_of_files_are_refused(configs: Path) -> None:
    (configs / "app.yml").write_text("files: s3://key:hush@bucket/runs\n")
    with pytest.raises(ConfigError, match="come from the environment") as caught:
        load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})
    assert "hush" not in str(caught.value)
