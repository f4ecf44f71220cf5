"""Signatures of mails (DKIM, RFC 6376; Ed25519: RFC 8463): relaxed, in the name of the sender's domain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alerts.outbox.dkim_key import SigningKey, read_key
from alerts.outbox.transport import Outcome, Transport
from compoundwatch.config import Settings

# Each is signed once more than it stands there, so that nobody can add another one to a mail that is on its way.
_SIGNED = (
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id", "List-Unsubscribe",
    "List-Unsubscribe-Post", "Auto-Submitted", "MIME-Version", "Content-Type", "Cc",
)  # fmt: skip
_CRLF = b"\r\n"


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with one key."""

    domain: str
    selector: str
    key: SigningKey

    def signature(self, message: bytes) -> bytes:
        """The DKIM-Signature header of a message (CRLF), with its line end."""
        import dkim

        held = dkim.DKIM(message, minkey=1024, linesep=_CRLF)
        present = [name.lower() for name, _ in held.headers]
        names = [name.encode() for name in _SIGNED]
        covered = [name for name in names for _ in range(present.count(name.lower()) + 1)]
        signed: bytes = held.sign(
            self.selector.encode(),
            self.domain.encode(),
            self.key.private,
            signature_algorithm=self.key.algorithm.encode(),
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=covered,
        )
        return signed


def load_signers(settings: Settings) -> tuple[Signer, ...]:
    """One for each key of app.yml's `mail.dkim`. Raises ConfigError for a key that is missing, open to others, or none."""
    mail = settings.app.mail
    return tuple(Signer(mail.sender_domain, entry.selector, read_key(settings.configs, entry)) for entry in mail.dkim)


@dataclass(frozen=True, slots=True)
class Signed:
    """A way out whose mails bear a signature of each key."""

    beyond: Transport
    signers: Sequence[Signer]

    def deliver(self, mail_id: str, recipient: str, body: bytes, commit: Callable[[], None]) -> Outcome:
        """Sign one mail and hand it over; each signature is of the mail as it was composed."""
        signatures = b"".join(signer.signature(body) for signer in self.signers)
        return self.beyond.deliver(mail_id, recipient, signatures + body, commit)
