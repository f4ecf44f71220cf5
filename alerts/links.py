"""Addresses of our web pages, as mails and feeds name them. Without a public address there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from alerts.subscriptions.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Links:
    """Each method gives an address, or None where `public_url` (https://…) is not set. Who has an address may use it."""

    public_url: str | None
    tokens: Tokens

    def confirm(self, subscription: str, nonce: str, until: datetime) -> str | None:
        """Where a subscription is confirmed; a page with a button, so that a mail program that follows links confirms nothing."""
        return self._to("confirm", self.tokens.sign("confirm", (subscription, nonce), until))

    def manage(self, subscriber: str) -> str | None:
        """All alerts of one subscriber: change or stop each."""
        return self._to("manage", self.tokens.sign("manage", (subscriber,)))

    def stop(self, subscriber: str, alert: str = "") -> str | None:
        """One-click stop (RFC 8058) of one alert, or (empty) of all mails: POST stops, GET shows a button."""
        return self._to("stop", self.tokens.sign("stop", (subscriber, alert)))

    def hits(self, subscriber: str, mail_id: str) -> str | None:
        """Everything that one digest tells, also what did not fit into it."""
        return self._to("hits", self.tokens.sign("hits", (subscriber, mail_id)))

    def feed(self, alert: str) -> str | None:
        """The Atom feed of one saved search."""
        return self._to("feed", self.tokens.sign("feed", (alert,)), ".atom")

    def _to(self, page: str, token: str, ending: str = "") -> str | None:
        return f"{self.public_url.rstrip('/')}/{page}/{quote(token)}{ending}" if self.public_url else None
