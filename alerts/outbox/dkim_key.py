"""A key of the operator's that signs mails: read from its file, and what the DNS must say of it."""

from __future__ import annotations

import base64
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from compoundwatch.config.mail import DkimConfig
from compoundwatch.errors import ConfigError

# RFC 8301, 3.2: signers use 2048 bits at least.
_LEAST_BITS = 2048
# RFC 1035, 3.3: a string of a TXT record holds 255 octets; a longer value is several strings.
_LONGEST_STRING = 255


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """`private` as dkimpy wants it; `record` is the value of the DNS record, one line."""

    algorithm: Literal["rsa-sha256", "ed25519-sha256"]
    private: bytes
    record: str


def read_key(configs: Path, entry: DkimConfig) -> SigningKey:
    """The key of one entry of `mail.dkim`. Raises ConfigError where the file is missing, open to others, or no such key."""
    path = configs / entry.key

    def refuse(expected: str) -> NoReturn:
        raise ConfigError(configs / "app.yml", None, "mail.dkim", f"key {path}: {expected}") from None

    try:
        mode, pem = path.stat().st_mode, path.read_bytes()
    except OSError as error:
        refuse(f"cannot be read: {error.strerror}")
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        refuse("everybody on this machine can read or write it; expected chmod 600")
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        refuse("expected a private key in PEM, without a password")
    if isinstance(key, RSAPrivateKey) and key.key_size >= _LEAST_BITS:
        return _rsa(key)
    if isinstance(key, Ed25519PrivateKey):
        return _ed25519(key)
    return refuse(f"expected RSA of at least {_LEAST_BITS} bits, or Ed25519")


def _rsa(key: RSAPrivateKey) -> SigningKey:
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return SigningKey("rsa-sha256", private, f"v=DKIM1; k=rsa; p={_base64(public)}")


def _ed25519(key: Ed25519PrivateKey) -> SigningKey:
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return SigningKey("ed25519-sha256", base64.b64encode(private), f"v=DKIM1; k=ed25519; p={_base64(public)}")


def zone_line(domain: str, selector: str, record: str) -> str:
    """The record as it stands in a zone file, in strings of at most 255 octets."""
    parts = [record[start : start + _LONGEST_STRING] for start in range(0, len(record), _LONGEST_STRING)]
    strings = " ".join(f'"{part}"' for part in parts)
    return f"{selector}._domainkey.{domain}. IN TXT ( {strings} )"


def _base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode()
