"""Signed words for links in mails: who may do what, good for so long. One key of the installation signs all of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import Connection, select

from compoundwatch import db
from compoundwatch.config import Secrets
from compoundwatch.errors import CompoundwatchError

Purpose = Literal["confirm", "manage", "stop", "feed", "hits", "estimate"]

_KEY = "signing-key"


class BadTokenError(CompoundwatchError):
    """A link that we did not make, or that is too old; its message can be shown to whoever followed it."""


def installation_key(connection: Connection, secrets_: Secrets) -> bytes:
    """`COMPOUNDWATCH_SIGNING_KEY`, else one made once and kept in the state database.

    Needs a connection that may write; it only writes the first time.
    """
    if secrets_.signing_key:
        return hashlib.sha256(secrets_.signing_key.encode()).digest()
    kept = select(db.marks.c.value).where(db.marks.c.name == _KEY)
    if connection.scalar(kept) is None:
        connection.execute(db.insert_new(connection, db.marks).values(name=_KEY, value=secrets.token_hex(32)))
    return bytes.fromhex(connection.scalars(kept).one())


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and reads tokens. What is signed can be read by whoever has the link: it never holds a secret."""

    key: bytes

    def sign(self, purpose: Purpose, words: tuple[str, ...], until: datetime | None = None) -> str:
        """A token fit for an address; `until` is when it ends to be good."""
        ends = int(until.timestamp()) if until else 0
        return str(self._serializer(purpose).dumps([ends, *words]))

    def read(self, purpose: Purpose, token: str, at: datetime) -> tuple[str, ...]:
        """The words of a token. Raises BadTokenError."""
        try:
            ends, *words = self._serializer(purpose).loads(token[:4000])
        except (BadData, ValueError, TypeError):
            raise BadTokenError("this link is not one of ours, or a part of it is missing") from None
        if ends and at.timestamp() > ends:
            raise BadTokenError("this link has ended to be good: ask for a new one")
        return tuple(words)

    def secret_of(self, what: str) -> str:
        """A secret that only this installation can derive, such as the one that signs an alert's webhooks; 64 hex digits."""
        return hmac.new(self.key, f"secret\n{what}".encode(), hashlib.sha256).hexdigest()

    def _serializer(self, purpose: Purpose) -> URLSafeSerializer:
        return URLSafeSerializer(self.key, salt=f"compoundwatch.{purpose}", signer_kwargs={"digest_method": hashlib.sha256})
