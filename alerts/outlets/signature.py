"""Signatures of webhooks by Standard Webhooks 1.0.0 (standardwebhooks.com), so that receivers can check them with a library."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

from alerts.subscriptions.tokens import Tokens


def webhook_secret(tokens: Tokens, alert: str) -> str:
    """What the receiver of an alert checks signatures with: `whsec_` and 32 bytes in base64.

    It lasts as long as the installation's key.
    """
    return f"whsec_{base64.b64encode(_key(tokens, alert)).decode()}"


def signed_headers(tokens: Tokens, alert: str, call_id: str, body: bytes, at: datetime) -> dict[str, str]:
    """The three headers of one try. `call_id` holds no full stop, as the signature is over `id.timestamp.body`."""
    seconds = str(int(at.timestamp()))
    digest = hmac.new(_key(tokens, alert), f"{call_id}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": call_id,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def _key(tokens: Tokens, alert: str) -> bytes:
    return bytes.fromhex(tokens.secret_of(f"webhook\n{alert}"))
