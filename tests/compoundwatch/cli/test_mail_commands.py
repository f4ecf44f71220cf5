"""`alerts bounces`, `dkim-record` and `test-mail` as an operator runs them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from compoundwatch.cli import main
from compoundwatch.config import Settings, load_settings
from tests.alerts.outbox.bounces.conftest import dsn

Configure = Callable[..., Settings]


@pytest.fixture
def configure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configure:
    """An installation whose app.yml has these lines about mail; a key lies beside it."""
    configs = tmp_path / "configs"
    configs.mkdir()
    monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(configs))
    key = configs / "key.pem"
    key.write_bytes(Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key.chmod(0o600)

    def write(*lines: str) -> Settings:
        mail = ["sender: compoundwatch <alerts@cw.example>", "corrections: desk@cw.example", "bounces: bounces@cw.example", *lines]
        (configs / "app.yml").write_text("\n".join(["var: ../var", "mail:", *(f"  {line}" for line in mail)]) + "\n")
        return load_settings()

    return write


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """Exit code and what was printed as JSON, or as an error."""
    with pytest.raises(SystemExit) as ended:
        main(["alerts", *words, "--json"])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), json.loads(out) if out else err


def sent_mail(capsys: pytest.CaptureFixture[str], settings: Settings) -> str:
    """Id of a test mail, sent to the hotline."""
    assert run(capsys, "test-mail", "hotline@ngo.example")[0] == 0
    return next(settings.outbox.glob("*.eml")).stem


def test_a_test_mail_leaves_by_the_configured_way(capsys: pytest.CaptureFixture[str], configure: Configure) -> None:
    settings = configure()
    assert run(capsys, "test-mail", "Hotline@ngo.example") == (0, {"to": "Hotline@ngo.example", "state": "sent", "said": None})
    message = message_from_bytes(next(settings.outbox.glob("*.eml")).read_bytes())
    assert (message["To"], message["Subject"]) == ("hotline@ngo.example", "compoundwatch: a test")


def test_a_server_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str], configure: Configure) -> None:
    configure("transport: smtp", "smtp_host: 127.0.0.1", "smtp_port: 1", "smtp_tls: none")
    code, told = run(capsys, "test-mail", "hotline@ngo.example")
    assert (code, told["state"], "Connection refused" in told["said"]) == (1, "queued", True)


@pytest.mark.parametrize("address", ["nobody", "a@b@c", "a@ngo.example\r\nBcc: x@evil.example"])
def test_what_is_no_address_is_refused(capsys: pytest.CaptureFixture[str], configure: Configure, address: str) -> None:
    configure()
    assert run(capsys, "test-mail", address)[0] == 2


def test_a_report_from_a_pipe_stops_the_address(
    capsys: pytest.CaptureFixture[str], configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_id = sent_mail(capsys, configure())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(dsn(mail_id=mail_id))))
    assert run(capsys, "bounces", "-")[1]["hard"] == 1
    assert run(capsys, "test-mail", "hotline@ngo.example") == (
        2, "compoundwatch: hotline@ngo.example is on the stop list, so nothing is sent there\n",
    )  # fmt: skip


def test_an_address_that_works_again_is_allowed(capsys: pytest.CaptureFixture[str], configure: Configure, tmp_path: Path) -> None:
    (tmp_path / "report.eml").write_bytes(dsn(mail_id=sent_mail(capsys, configure())))
    run(capsys, "bounces", str(tmp_path / "report.eml"))
    allowed = run(capsys, "allow", "hotline@ngo.example", "--why", "mailbox is back")
    assert allowed == (0, {"allowed": "hotline@ngo.example", "was": "hard"})
    assert run(capsys, "test-mail", "hotline@ngo.example")[0] == 0


def test_the_configured_folder_is_read(capsys: pytest.CaptureFixture[str], configure: Configure, tmp_path: Path) -> None:
    mail_id = sent_mail(capsys, configure("reports: ../reports"))
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "1.eml").write_bytes(dsn("4.2.2", mail_id=mail_id))
    assert run(capsys, "bounces")[1]["soft"] == 1


def test_a_configured_folder_that_is_missing_is_a_wrong_configuration(
    capsys: pytest.CaptureFixture[str], configure: Configure
) -> None:
    configure("reports: ../reports")
    code, told = run(capsys, "bounces")
    assert (code, "mail.reports: expected a folder" in told) == (2, True)


def test_without_a_source_of_reports_it_says_what_it_needs(capsys: pytest.CaptureFixture[str], configure: Configure) -> None:
    configure()
    assert run(capsys, "bounces")[0] == 2


def test_the_record_of_a_key_is_printed(capsys: pytest.CaptureFixture[str], configure: Configure) -> None:
    configure("dkim: [{selector: cw1, key: key.pem}]")
    code, records = run(capsys, "dkim-record")
    assert (code, records[0]["name"], records[0]["value"][:22]) == (0, "cw1._domainkey.cw.example", "v=DKIM1; k=ed25519; p=")


def test_without_a_key_there_is_no_record(capsys: pytest.CaptureFixture[str], configure: Configure) -> None:
    configure()
    assert run(capsys, "dkim-record")[0] == 2


def test_a_run_with_a_key_of_no_use_does_not_begin(capsys: pytest.CaptureFixture[str], configure: Configure) -> None:
    settings = configure("dkim: [{selector: cw1, key: key.pem}]")
    (settings.configs / "key.pem").chmod(0o644)
    with pytest.raises(SystemExit) as ended:
        main(["run"])
    assert (ended.value.code, "expected chmod 600" in capsys.readouterr().err) == (2, True)
