"""A real SMTP server on loopback, and what becomes of a mail for each of its answers."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy import Engine, select

from alerts.digest.queue import queue_digests
from alerts.outbox.send import SendReport, send_queued
from compoundwatch import db
from compoundwatch.config import AlertConfig, Secrets, Settings
from compoundwatch.config.mail import MailConfig
from compoundwatch.posting import TaggedPosting

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)


@dataclass
class Answers:
    """How the server answers; `cut` ends the connection when the mail has been taken."""

    rcpt: str = "250 OK"
    data: str = "250 OK"
    cut: bool = False
    taken: list[bytes] = field(default_factory=list)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802 (aiosmtpd's hook)
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's hook)
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        if self.cut:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return self.data


class Server(Controller):
    """On a free port of this machine, which `port` names once it has started."""

    def __init__(self, answers: Answers, **options: Any) -> None:
        super().__init__(answers, hostname="127.0.0.1", port=0, **options)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def server(answers: Answers) -> Iterator[Server]:
    controller = Server(answers)
    controller.start()
    yield controller
    controller.stop()


def with_mail(settings: Settings, port: int, secrets: Secrets | None = None, **config: Any) -> Settings:
    """Settings that send by SMTP to a port of this machine."""
    fields = {"transport": "smtp", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", **config}
    mail = MailConfig.model_validate({**settings.app.mail.model_dump(), **fields})
    return replace(settings, app=settings.app.model_copy(update={"mail": mail}), secrets=secrets or settings.secrets)


@pytest.fixture
def queued(
    engine: Engine,
    settings: Settings,
    tell: Callable[..., None],
    make_tagged: Callable[..., TaggedPosting],
    save_alert: Callable[..., AlertConfig],
) -> Settings:
    """Settings, with one mail queued."""
    save_alert()
    tell(make_tagged())
    queue_digests(engine, settings, NOW)
    return settings


def mail_row(engine: Engine) -> Any:
    with engine.connect() as connection:
        return connection.execute(select(db.mails)).one()


def test_a_mail_is_delivered(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(sent=1)
    assert answers.taken[0].rstrip() == mail_row(engine).body.encode("ascii").rstrip()


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_try_later_stays_queued_with_a_wait(engine: Engine, queued: Settings, server: Server, answers: Answers, step: str) -> None:
    setattr(answers, step, "451 try later")
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(waiting=1)
    assert (mail_row(engine).state, mail_row(engine).due, mail_row(engine).error) == (
        "queued",
        (NOW + timedelta(minutes=5)).timestamp(),
        "451 try later",
    )


def test_a_mail_is_not_tried_before_its_wait_is_over(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    answers.rcpt = "451 try later"
    send_queued(engine, with_mail(queued, server.port), NOW)
    answers.rcpt = "250 OK"
    send_queued(engine, with_mail(queued, server.port), NOW + timedelta(minutes=4))
    assert answers.taken == []


def test_a_mail_that_waited_is_sent(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    answers.rcpt = "451 try later"
    send_queued(engine, with_mail(queued, server.port), NOW)
    answers.rcpt = "250 OK"
    assert send_queued(engine, with_mail(queued, server.port), NOW + timedelta(minutes=6)) == SendReport(sent=1)


def test_after_five_days_a_mail_is_given_up(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    answers.rcpt = "451 try later"
    send_queued(engine, with_mail(queued, server.port), NOW + timedelta(days=6))
    assert (mail_row(engine).state, mail_row(engine).error) == ("refused", "given up after 5 days: 451 try later")


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_never_is_set_aside_with_the_reason(engine: Engine, queued: Settings, server: Server, answers: Answers, step: str) -> None:
    setattr(answers, step, "550 no such user")
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(refused=1)
    assert mail_row(engine).error == "550 no such user"


def test_a_cut_after_data_is_in_doubt_and_not_sent_again(
    engine: Engine, queued: Settings, server: Server, answers: Answers
) -> None:
    answers.cut = True
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(in_doubt=1)
    send_queued(engine, with_mail(queued, server.port), NOW + timedelta(days=1))
    assert len(answers.taken) == 1


def test_no_server_leaves_the_mail_queued_and_says_so(engine: Engine, queued: Settings) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        report = send_queued(engine, with_mail(queued, port), NOW)
    assert (report.waiting, str(report.problem).startswith(f"mail server 127.0.0.1:{port}: ")) == (1, True)


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_server_without_encryption_is_not_used_where_it_is_demanded(
    engine: Engine, queued: Settings, server: Server, answers: Answers, tls: str
) -> None:
    report = send_queued(engine, with_mail(queued, server.port, smtp_tls=tls), NOW)
    assert (report.waiting, answers.taken) == (1, [])


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost that nobody has signed but itself, and a server's context with it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return path, context


@pytest.fixture
def tls_server(answers: Answers, certificate: tuple[Path, ssl.SSLContext]) -> Iterator[Server]:
    """Offers STARTTLS and asks for a password."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        fine = isinstance(data, LoginPassword) and (data.login, data.password) == (b"robot", b"secret")
        return AuthResult(success=fine)

    controller = Server(
        answers,
        tls_context=certificate[1],
        require_starttls=True,
        authenticator=check,
        auth_required=True,
    )
    controller.start()
    yield controller
    controller.stop()


def test_a_certificate_that_is_not_trusted_stops_the_sending(
    engine: Engine, queued: Settings, tls_server: Server, answers: Answers
) -> None:
    report = send_queued(engine, with_mail(queued, tls_server.port, smtp_host="localhost", smtp_tls="starttls"), NOW)
    assert (report.waiting, "certificate" in str(report.problem).lower(), answers.taken) == (1, True, [])


def test_starttls_and_password_with_a_trusted_certificate(
    engine: Engine,
    queued: Settings,
    tls_server: Server,
    certificate: tuple[Path, ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    secrets = Secrets("robot", "secret")
    settings = with_mail(queued, tls_server.port, secrets, smtp_host="localhost", smtp_tls="starttls")
    assert send_queued(engine, settings, NOW) == SendReport(sent=1)


def test_clear_text_to_another_machine_is_no_configuration() -> None:
    with pytest.raises(ValueError, match="in clear"):
        MailConfig(transport="smtp", smtp_host="mail.example", smtp_tls="none")
