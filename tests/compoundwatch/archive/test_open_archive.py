"""Which archive `files:` opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.archive import open_archive
from compoundwatch.errors import ConfigError, StoreError
from tests.compoundwatch.archive.made_up import settings_with


@pytest.mark.parametrize("files", [None, "elsewhere", "/somewhere/else"])
def test_a_folder_is_worked_in_directly(tmp_path: Path, files: str | None) -> None:
    archive = open_archive(settings_with(tmp_path, files))
    assert str(archive) == str(archive.workplace)


@pytest.mark.parametrize("files", ["ftp2://host/runs", "nonsense://x"])
def test_a_place_that_no_driver_knows_is_a_wrong_setting(tmp_path: Path, files: str) -> None:
    with pytest.raises(ConfigError, match="files"):
        open_archive(settings_with(tmp_path, files))


def test_a_bucket_that_is_not_there_is_no_empty_archive(tmp_path: Path, bucket: str) -> None:
    archive = open_archive(settings_with(tmp_path, "s3://there-is-no-such-bucket/runs"))
    with pytest.raises(StoreError, match="there-is-no-such-bucket"):
        list(archive.runs())


def test_without_credentials_it_is_said(tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(StoreError, match="credentials"):
        list(open_archive(settings_with(tmp_path, bucket)).runs())
