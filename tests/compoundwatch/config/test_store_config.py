"""What `store:` in app.yml may say, and which secrets go with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from compoundwatch.config import load_settings
from compoundwatch.config.settings import Secrets
from compoundwatch.config.store import StoreConfig


@pytest.mark.parametrize(
    "url",
    [
        "https://search.example.org:9200",
        "https://search.example.org/es/",
        "http://localhost:9200",
        "http://127.0.0.1:9200",
        "http://[::1]:9200",
    ],
)
def test_an_encrypted_address_or_one_of_this_machine_is_taken(url: str) -> None:
    assert StoreConfig(kind="elasticsearch", url=url).url == url.rstrip("/")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://search.example.org:9200", "in clear"),
        ("http://localhost.example.org:9200", "in clear"),
        ("https://elastic:secret@search.example.org", "secrets come from the environment"),
        ("https://search.example.org?x=1", "secrets come from the environment"),
        ("search.example.org:9200", "expected an address"),
        ("ftp://search.example.org", "expected an address"),
        ("https://search.example.org:port", "expected an address"),
        ("https://", "expected an address"),
        ("https://search.example.org\n", "expected an address"),
    ],
)
def test_another_address_is_refused(url: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        StoreConfig(kind="elasticsearch", url=url)


def test_a_server_needs_an_address() -> None:
    with pytest.raises(ValidationError, match="url is missing"):
        StoreConfig(kind="elasticsearch")


@pytest.mark.parametrize("prefix", ["", "Big", "1st", "a_b", "a" * 42, "a*", "a,b", "../a", "a\n"])
def test_a_prefix_that_could_reach_further_is_refused(prefix: str) -> None:
    with pytest.raises(ValidationError):
        StoreConfig(prefix=prefix)


@pytest.mark.parametrize("key", ["verify_certs", "verify", "insecure"])
def test_there_is_no_key_that_turns_certificate_checking_off(key: str) -> None:
    with pytest.raises(ValidationError):
        StoreConfig.model_validate({key: False})


def test_secrets_come_from_the_environment_and_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "app.yml").write_text("store: {kind: embedded}\n", encoding="utf-8")
    environment = {
        "COMPOUNDWATCH_CONFIGS": str(tmp_path),
        "COMPOUNDWATCH_ELASTICSEARCH_API_KEY": "made-up-key",
        "COMPOUNDWATCH_ELASTICSEARCH_USER": "",
    }
    settings = load_settings(environment)
    assert settings.secrets == Secrets(elasticsearch_api_key="made-up-key")
    assert "made-up-key" not in repr(settings)
