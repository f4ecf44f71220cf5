"""`python -m deploy.certificates FOLDER NAME…`: an authority of this installation, and one certificate for its services.

`ca.pem` is for those who connect, `server.pem` and `server.key` for the services. What is there and good for another month
stays. The authority's key is not kept: a new certificate comes with a new authority, and the services are started anew.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_DAYS = 825
_RENEW_BEFORE = timedelta(days=30)
# Clocks of machines differ a little.
_SKEW = timedelta(minutes=5)
_GROUP_MAY_READ = 0o640


def ensure(folder: Path, names: list[str], at: datetime) -> bool:
    """Make the three files where they are missing, end within a month or are for other names. True: they are new."""
    if _good(folder, names, at):
        return False
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _authority(authority_key, at)
    certificate = _certificate(key, names, authority, authority_key, at)
    # The certificate last: a start that was cut off begins again.
    _write(folder / "ca.pem", authority.public_bytes(serialization.Encoding.PEM))
    _write(folder / "server.key", _unencrypted(key))
    _write(folder / "server.pem", certificate.public_bytes(serialization.Encoding.PEM))
    return True


def _good(folder: Path, names: list[str], at: datetime) -> bool:
    if not all((folder / name).is_file() for name in ("ca.pem", "server.key", "server.pem")):
        return False
    certificate = x509.load_pem_x509_certificate((folder / "server.pem").read_bytes())
    authority = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
    known = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    fresh = certificate.not_valid_after_utc - at > _RENEW_BEFORE
    return fresh and certificate.issuer == authority.subject and set(known) == {_general(name) for name in names}


def _general(name: str) -> x509.GeneralName:
    with suppress(ValueError):
        return x509.IPAddress(ip_address(name))
    return x509.DNSName(name)


def _authority(key: ec.EllipticCurvePrivateKey, at: datetime) -> x509.Certificate:
    # A name of its own for each, so that a mixture of two generations of files is noticed.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"compoundwatch {x509.random_serial_number():x}"[:60])])
    builder = _builder(name, name, key, at)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return builder.add_extension(_usage(signs_certificates=True), critical=True).sign(key, hashes.SHA256())


def _certificate(
    key: ec.EllipticCurvePrivateKey,
    names: list[str],
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    at: datetime,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    builder = _builder(subject, authority.subject, key, at)
    builder = builder.add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    builder = builder.add_extension(issuer, critical=False)
    return builder.add_extension(_usage(signs_certificates=False), critical=True).sign(authority_key, hashes.SHA256())


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, at: datetime) -> x509.CertificateBuilder:
    public = key.public_key()
    builder = x509.CertificateBuilder(issuer, subject, public, x509.random_serial_number())
    builder = builder.not_valid_before(at - _SKEW).not_valid_after(at + timedelta(days=_DAYS))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _unencrypted(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _write(path: Path, content: bytes) -> None:
    """Beside and renamed; for the owner and the group that all services run in."""
    beside = path.with_suffix(path.suffix + ".new")
    beside.unlink(missing_ok=True)
    beside.touch(mode=_GROUP_MAY_READ)
    beside.write_bytes(content)
    beside.replace(path)


def main() -> None:
    """Exits with 2 where no name is given."""
    if len(sys.argv) < 3:
        sys.exit("usage: python -m deploy.certificates FOLDER NAME…")
    made = ensure(Path(sys.argv[1]), sys.argv[2:], datetime.now(UTC))
    print("new certificates: start the services anew" if made else "certificates are good")


if __name__ == "__main__":
    main()
