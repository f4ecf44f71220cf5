"""What becomes of a mail for each answer of a real SMTP server."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy import Engine

from alerts.outbox.send import SendReport, send_queued
from compoundwatch import db
from compoundwatch.config import Secrets, Settings
from compoundwatch.config.mail import MailConfig
from tests.alerts.outbox.conftest import NOW, mail_row, put_letter
from tests.alerts.outbox.conftest import with_smtp as with_mail
from tests.alerts.outbox.smtp_server import Answers, Server


@pytest.fixture
def queued(engine: Engine, settings: Settings) -> Settings:
    """Settings, with one mail queued."""
    put_letter(engine, "m1")
    return settings


def test_a_mail_is_delivered(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(sent=1)
    assert answers.taken[0].rstrip() == mail_row(engine).body.encode("ascii").rstrip()


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_try_later_stays_queued_with_a_wait(engine: Engine, queued: Settings, server: Server, answers: Answers, step: str) -> None:
    setattr(answers, step, "451 try later")
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(waiting=1)
    row = mail_row(engine)
    assert (row.state, row.error, row.tries) == ("queued", "451 try later", 1)
    assert row.due == pytest.approx((NOW + timedelta(minutes=5)).timestamp(), abs=2)


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


def put_more(engine: Engine, count: int) -> None:
    """`count` more mails, each to a domain of its own."""
    for number in range(count):
        put_letter(engine, f"more{number}", f"desk@ngo{number}.example")


def test_one_connection_serves_all_mails(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    put_more(engine, 4)
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(sent=5)
    assert answers.connections == 1


def test_a_sender_that_is_refused_sets_no_mail_aside(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    answers.sender = "550 not from you"
    report = send_queued(engine, with_mail(queued, server.port), NOW)
    assert (report.waiting, report.refused, mail_row(engine).tries) == (1, 0, 0)
    assert report.problem == f"mail server 127.0.0.1:{server.port} refuses our sender: 550 not from you; the mails stay queued"


def test_a_connection_that_ended_between_two_mails_is_made_anew(
    engine: Engine, queued: Settings, server: Server, answers: Answers
) -> None:
    settings = with_mail(queued, server.port)
    server.SMTP_kwargs["command_call_limit"] = {"MAIL": 2, "*": 20}
    put_more(engine, 4)
    assert send_queued(engine, settings, NOW) == SendReport(sent=5)
    assert answers.connections == 3


def test_a_cut_before_the_mail_went_leaves_it_queued(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    answers.cut_sender = 2
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(waiting=1)
    assert str(mail_row(engine).error).startswith("connection lost before the mail was handed over")


def test_a_server_that_always_cuts_is_not_asked_for_every_mail(
    engine: Engine, queued: Settings, server: Server, answers: Answers
) -> None:
    answers.cut_sender = 1000
    put_more(engine, 9)
    report = send_queued(engine, with_mail(queued, server.port), NOW)
    assert (report.waiting, "ended 3 connections" in str(report.problem)) == (10, True)
    assert answers.cut_sender >= 1000 - 6


@contextmanager
def cutting_within_the_mail() -> Iterator[int]:
    """A server that takes a mail's beginning and ends the connection; its port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rwb", buffering=0) as lines:
            lines.write(b"220 here\r\n")
            for _ in ("EHLO", "MAIL", "RCPT"):
                lines.readline()
                lines.write(b"250 fine\r\n")
            lines.readline()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            lines.write(b"354 go on\r\n")
            lines.readline()

    serving = threading.Thread(target=serve)
    serving.start()
    try:
        yield listening.getsockname()[1]
    finally:
        serving.join(10)
        listening.close()


def test_a_cut_within_the_mail_leaves_no_doubt(engine: Engine, settings: Settings) -> None:
    put_letter(engine, "m1", text="A long line of words.\n" * 200_000)
    with cutting_within_the_mail() as port:
        report = send_queued(engine, with_mail(settings, port), NOW)
    assert (report.in_doubt, report.waiting, mail_row(engine).state) == (0, 1, "queued")


def test_a_line_of_one_dot_ends_no_mail(engine: Engine, settings: Settings, server: Server, answers: Answers) -> None:
    put_letter(engine, "m1", text="before\n.\nafter\n..\n")
    send_queued(engine, with_mail(settings, server.port), NOW)
    assert b"before\r\n.\r\nafter\r\n..\r\n" in answers.taken[0]


def test_a_domain_gets_no_more_than_its_rate(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    for number in range(9):
        put_letter(engine, f"same{number}", f"desk{number}@slow.example")
    full = {"domain": "slow.example", "next": NOW.timestamp() + 3600}
    with db.writing(engine) as connection:
        connection.execute(db.domain_slots.insert().values(full))
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(sent=1, waiting=9)


def test_a_slot_that_is_free_soon_is_waited_for(engine: Engine, queued: Settings, server: Server, answers: Answers) -> None:
    with db.writing(engine) as connection:
        connection.execute(db.domain_slots.insert().values(domain="ngo.example", next=NOW.timestamp() + 59.3))
    assert send_queued(engine, with_mail(queued, server.port), NOW) == SendReport(sent=1)


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
