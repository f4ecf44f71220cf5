"""A server store that cannot be used, and searches that are too much, as a person at the command line meets them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.cli import main
from tests.servers.fixtures import SecuredServer
from tests.servers.pretender import pretender


@pytest.fixture(autouse=True)
def configs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(tmp_path))
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))
    for name in ("API_KEY", "USER", "PASSWORD"):
        monkeypatch.delenv(f"COMPOUNDWATCH_ELASTICSEARCH_{name}", raising=False)
    return tmp_path


def use(configs: Path, url: str, **more: object) -> None:
    settings = {"kind": "elasticsearch", "url": url, "prefix": "test-nowhere", "retries": 1, "timeout": 5, **more}
    lines = [f"  {name}: {value}" for name, value in settings.items()]
    tables = Path(__file__).parents[3] / "configs"
    (configs / "app.yml").write_text("\n".join([f"tables: {tables}", "store:", *lines]), encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and stderr; nothing may be on stdout."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    printed = capsys.readouterr()
    assert not printed.out
    return int(left.value.code or 0), printed.err


def assert_one_line(line: str, *words: str) -> None:
    assert line.startswith("compoundwatch: ")
    assert line.count("\n") == 1
    assert [word for word in words if word not in line] == []


@pytest.fixture
def pretended(request: pytest.FixtureRequest) -> Iterator[str]:
    body, headers = request.param
    with pretender(body, headers=headers) as url:
        yield url


@pytest.mark.parametrize(
    ("pretended", "expected"),
    [
        ((b'{"version": {"number": "7.17.1"}}', {"X-Elastic-Product": "Elasticsearch"}), "7.17.1"),
        ((b'{"version": {"number": "2.1", "distribution": "opensearch"}}', None), "not Elasticsearch"),
        ((b"<html>welcome</html>", None), ""),
    ],
    ids=["older version", "another product", "a web page"],
    indirect=["pretended"],
)
def test_a_wrong_server_is_told_in_one_line(
    configs: Path, pretended: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    use(configs, pretended)
    code, line = told(capsys, "search", "typing")

    assert code == 1
    assert_one_line(line, pretended, expected)


def test_a_server_that_is_down_is_worth_a_later_try(configs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pretender() as url:
        use(configs, url)
    code, line = told(capsys, "search", "typing")

    assert code == 5
    assert_one_line(line, url)


@pytest.mark.parametrize("secrets", [{"API_KEY": "bm90LWEta2V5"}, {"USER": "boot", "PASSWORD": "wrong-word"}, {}])
def test_wrong_credentials_are_told_and_not_shown(
    configs: Path,
    secured_elasticsearch: SecuredServer,
    secrets: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    use(configs, secured_elasticsearch.url, ca_file=secured_elasticsearch.ca_file)
    for name, value in secrets.items():
        monkeypatch.setenv(f"COMPOUNDWATCH_ELASTICSEARCH_{name}", value)
    code, line = told(capsys, "search", "typing")

    assert code in {1, 2}
    assert_one_line(line)
    assert not any(value in line for name, value in secrets.items() if name != "USER")


def test_a_key_without_rights_is_told(
    configs: Path, secured_elasticsearch: SecuredServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = secured_elasticsearch
    use(configs, server.url, ca_file=server.ca_file)
    with Elasticsearch(server.url, ca_certs=str(server.ca_file), basic_auth=(server.user, server.password)) as client:
        rights = {"elsewhere": {"indices": [{"names": ["elsewhere-*"], "privileges": ["read"]}]}}
        key = client.security.create_api_key(name="without rights", role_descriptors=rights)
    monkeypatch.setenv("COMPOUNDWATCH_ELASTICSEARCH_API_KEY", key["encoded"])
    code, line = told(capsys, "search", "typing")

    assert code in {1, 2}
    assert_one_line(line)


def test_a_store_that_was_never_set_up_is_told_with_the_command(
    configs: Path, elasticsearch_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    use(configs, elasticsearch_url)
    code, line = told(capsys, "search", "typing")

    assert code == 1
    assert_one_line(line, "compoundwatch store setup")


@pytest.mark.parametrize(
    "query",
    [" OR ".join(["typing"] * 10_000), "(" * 1_000 + "typing" + ")" * 1_000, "(" * 1_000],
    ids=["terms", "brackets", "open"],
)
def test_a_search_that_is_too_much_is_told_without_asking_the_server(
    configs: Path, query: str, capsys: pytest.CaptureFixture[str]
) -> None:
    use(configs, "http://127.0.0.1:1")
    code, line = told(capsys, "search", query)

    assert code == 2
    assert "Traceback" not in line
    assert len(line) < 1000
