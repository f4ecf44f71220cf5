"""Signatures, checked as a receiver checks them: by dkimpy, with the record that we tell operators to publish."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from alerts.outbox.dkim import Signed, Signer, load_signers
from alerts.outbox.dkim_key import zone_line
from alerts.outbox.letter import Letter, Rendered
from alerts.outbox.mail import compose
from alerts.outbox.transport import Outcome
from compoundwatch.config import Settings, load_settings
from compoundwatch.config.mail import MailConfig
from compoundwatch.errors import ConfigError

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
CONFIG = MailConfig(sender="compoundwatch <alerts@cw.example>", corrections="desk@cw.example")
LETTER = Letter(
    "0123456789abcdef" * 2, "digest", "hotline@ngo.example", Rendered("compoundwatch: 3 条", "text\r\n.\r\nmore", "<p>招聘</p>"),
    thread="desk", list_name="desk", stop_link="https://alerts.cw.example/stop/token",
)  # fmt: skip
MESSAGE = compose(LETTER, CONFIG, NOW).encode("ascii")
KEYS: dict[str, rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey] = {
    "rsa": rsa.generate_private_key(65537, 2048),
    "ed25519": ed25519.Ed25519PrivateKey.generate(),
    "short": rsa.generate_private_key(65537, 1024),
    "ec": ec.generate_private_key(ec.SECP256R1()),
}

Install = Callable[..., Settings]


@pytest.fixture
def install(settings: Settings) -> Install:
    """Settings with a key file of each kind that is named; its selector is the kind."""

    def write(*kinds: str, mode: int = 0o600) -> Settings:
        lines = ["var: ../var", "mail:", "  sender: compoundwatch <alerts@cw.example>", "  dkim:"]
        for kind in kinds:
            key = settings.configs / f"{kind}.pem"
            key.write_bytes(KEYS[kind].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            key.chmod(mode)
            lines += [f"  - selector: {kind}", f"    key: {kind}.pem"]
        (settings.configs / "app.yml").write_text("\n".join(lines) + "\n")
        return load_settings({"COMPOUNDWATCH_CONFIGS": str(settings.configs)})

    return write


def signed(signers: tuple[Signer, ...], message: bytes = MESSAGE) -> bytes:
    """What leaves when a message is handed over."""
    left: list[bytes] = []

    class Way:
        def deliver(self, mail_id: str, recipient: str, body: bytes, commit: Callable[[], None]) -> Outcome:
            left.append(body)
            return Outcome("sent")

    Signed(Way(), signers).deliver("id", "hotline@ngo.example", message, lambda: None)
    return left[0]


def verified(message: bytes, signers: tuple[Signer, ...], number: int = 0) -> bool:
    """Whether a signature holds, by a DNS that knows the records of these signers."""
    records = {f"{signer.selector}._domainkey.{signer.domain}.": signer.key.record for signer in signers}

    def dns(name: bytes, timeout: int = 5) -> bytes:
        return records[name.decode()].encode()

    try:
        return bool(dkim.DKIM(message).verify(idx=number, dnsfunc=dns))
    except dkim.DKIMException:
        return False


@pytest.mark.parametrize("kind", ["rsa", "ed25519"])
def test_a_receiver_finds_the_signature_good(install: Install, kind: str) -> None:
    signers = load_signers(install(kind))
    assert verified(signed(signers), signers)


def test_two_keys_sign_apart(install: Install) -> None:
    signers = load_signers(install("ed25519", "rsa"))
    message = signed(signers)
    assert [verified(message, signers, number) for number in (0, 1)] == [True, True]


def test_the_signature_is_relaxed_and_in_the_name_of_the_sender_s_domain(install: Install) -> None:
    tags = signed(load_signers(install("rsa"))).partition(b"\r\nFrom:")[0].decode()
    assert re.search(r"c=relaxed/relaxed;\s+d=cw\.example;", tags)


@pytest.mark.parametrize(
    "change", [(b"compoundwatch:", b"somebody:"), (b"text", b"test"), (b"/stop/token", b"/stop/other"), (b"desk@", b"evil@")]
)
def test_a_changed_mail_is_found_out(install: Install, change: tuple[bytes, bytes]) -> None:
    signers = load_signers(install("rsa"))
    assert not verified(signed(signers).replace(*change), signers)


@pytest.mark.parametrize("name", ["From", "To", "Subject", "List-Unsubscribe", "Reply-To", "Cc", "Content-Type", "Date"])
def test_no_header_can_be_added_on_the_way(install: Install, name: str) -> None:
    signers = load_signers(install("ed25519"))
    assert not verified(f"{name}: evil@evil.example\r\n".encode() + signed(signers), signers)


def test_spaces_that_a_server_changes_do_no_harm(install: Install) -> None:
    signers = load_signers(install("rsa"))
    assert verified(signed(signers).replace(b"Reply-To: desk", b"REPLY-TO:   desk") + b"\r\n\r\n", signers)


def test_a_key_that_others_can_read_is_refused(install: Install) -> None:
    with pytest.raises(ConfigError, match="chmod 600"):
        load_signers(install("rsa", mode=0o644))


@pytest.mark.parametrize("kind", ["short", "ec"])
def test_a_weak_or_unknown_key_is_refused(install: Install, kind: str) -> None:
    with pytest.raises(ConfigError, match="expected RSA of at least 2048 bits, or Ed25519"):
        load_signers(install(kind))


def test_a_missing_key_is_named(install: Install) -> None:
    settings = install("rsa")
    (settings.configs / "rsa.pem").unlink()
    with pytest.raises(ConfigError, match=r"rsa\.pem: cannot be read: No such file"):
        load_signers(settings)


def test_what_is_no_key_is_refused_without_being_shown(install: Install) -> None:
    settings = install("rsa")
    (settings.configs / "rsa.pem").write_text("secret words")
    with pytest.raises(ConfigError, match="expected a private key in PEM") as refused:
        load_signers(settings)
    assert "secret words" not in str(refused.value)


def test_a_key_does_not_show_in_words(install: Install) -> None:
    signer = load_signers(install("ed25519"))[0]
    assert signer.key.private.decode() not in repr(signer)


def test_the_record_is_cut_into_strings_that_the_dns_can_hold(install: Install) -> None:
    signer = load_signers(install("rsa"))[0]
    line = zone_line(signer.domain, signer.selector, signer.key.record)
    strings = re.findall(r'"([^"]*)"', line)
    assert line.startswith("rsa._domainkey.cw.example. IN TXT (")
    assert "".join(strings) == signer.key.record
    assert max(map(len, strings)) == 255


def test_a_selector_stands_once() -> None:
    twice = ({"selector": "a", "key": "x"}, {"selector": "a", "key": "y"})
    with pytest.raises(ValueError, match="each selector once"):
        MailConfig.model_validate({"sender": "alerts@cw.example", "dkim": twice})


def test_a_sender_of_this_machine_alone_cannot_sign() -> None:
    with pytest.raises(ValueError, match="a domain in the DNS, got localhost"):
        MailConfig.model_validate({"dkim": ({"selector": "a", "key": "x"},)})


def test_a_mail_without_keys_leaves_as_it_is(settings: Settings) -> None:
    assert load_signers(replace(settings, configs=Path("/nowhere"))) == ()
