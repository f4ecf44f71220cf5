"""What goes to webhooks: every call that is due is made, and what became of it is written down.

Saved searches are served side by side, each at its own pace: a receiver that is slow or down holds up nobody else, and is left
alone until its next try is due.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import Engine

from alerts.outbox.watch import Watch
from alerts.outlets.calls import GONE, Calls
from alerts.outlets.event import write_event
from alerts.outlets.gone import is_gone, set_gone
from alerts.outlets.signature import signed_headers
from alerts.subscriptions.active import load_subscriptions
from alerts.subscriptions.stored import PREFIX
from alerts.subscriptions.tokens import Tokens, installation_key
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.turns import Turns

if TYPE_CHECKING:
    from alerts.outlets.receiver import Answer, Receiver

_AT_ONCE = 8
# Seconds between two calls to one host, whoever makes them; a receiver that wants fewer answers 429.
_PACE = 0.2
# A receiver that takes its calls slowly gets the rest of them in the next round.
_ROUND = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class WebhookReport:
    """Calls by what became of them now; `waiting` are queued still."""

    sent: int = 0
    waiting: int = 0
    dead: int = 0


def call_webhooks(engine: Engine, settings: Settings, at: datetime) -> WebhookReport:
    """Make every call that is due. Safe to be killed at any moment, and to go on at once on several machines."""
    calls = Calls(engine, secrets.token_hex(8))
    due = calls.due(at)
    if not due:
        return WebhookReport(waiting=calls.waiting())
    with engine.connect() as connection:
        active = load_subscriptions(connection, settings.alerts()).active
    with db.writing(engine) as connection:
        tokens = Tokens(installation_key(connection, settings.secrets))
    searches = {name: alert for own in active.values() for name, alert in own.items()}
    round_ = _Round(calls, settings, tokens, searches, Watch(at))
    asyncio.run(round_.serve(due))
    return WebhookReport(round_.results["sent"], calls.waiting(), round_.results["dead"])


@dataclass(slots=True)
class _Round:
    """One calling of what is due. What it asks the database is asked in threads, so that no call waits for it."""

    calls: Calls
    settings: Settings
    tokens: Tokens
    searches: Mapping[str, AlertConfig]
    watch: Watch
    results: Counter[str] = field(default_factory=Counter)

    async def serve(self, names: list[str]) -> None:
        """All saved searches of these names, some at once, in this order."""
        room = asyncio.Semaphore(_AT_ONCE)

        async def serve(name: str) -> None:
            async with room:
                await self._serve(name)

        # Whatever befalls one, the others are served; what befell it is raised then.
        for outcome in await asyncio.gather(*map(serve, names), return_exceptions=True):
            if outcome is not None:
                raise outcome

    async def _serve(self, name: str) -> None:
        alert = self.searches.get(name)
        if alert is None or alert.webhook is None:
            await asyncio.to_thread(self.calls.drop, name)
        elif await asyncio.to_thread(is_gone, self.calls.engine, name, alert.webhook):
            await self._end(alert)
        else:
            await self._call(alert, alert.webhook)

    async def _call(self, alert: AlertConfig, url: str) -> None:
        """One call after the other, until nothing is due, the receiver fails, or its time is over."""
        from alerts.outlets.receiver import Receiver

        # What people enter on the web pages never reaches this machine itself.
        own = not alert.name.startswith(PREFIX)
        answer: Answer | None = None
        async with Receiver(url, user_agent=self.settings.app.politeness.user_agent, loopback=own) as receiver:
            until = self.watch.now() + _ROUND
            while self.watch.now() < until and await self._turn(url, until):
                answer = await self._try(alert, receiver)
                if answer is None or answer.status is None or not 200 <= answer.status < 300:
                    break
        if answer is not None and answer.status == GONE:
            await asyncio.to_thread(set_gone, self.calls.engine, alert.name, url)
            await self._end(alert)

    async def _turn(self, url: str, until: datetime) -> bool:
        """Wait for our turn at a host; False when it does not come in time."""
        turns, name = Turns(self.calls.engine), f"webhook {urlsplit(url).netloc}"
        while wait := await asyncio.to_thread(turns.take, name, _PACE):
            if self.watch.now() + timedelta(seconds=wait) > until:
                return False
            await asyncio.sleep(wait)
        return True

    async def _try(self, alert: AlertConfig, receiver: Receiver) -> Answer | None:
        """The next call of a saved search; None when none is due."""
        ours = await asyncio.to_thread(self.calls.claim, alert.name, self.watch.now())
        if ours is None:
            return None
        call = ours.call
        body = write_event(ours.entry, ours.matched, call.id, alert, self.settings.app.mail.corrections)
        answer = await receiver.post(body, signed_headers(self.tokens, alert.name, call.id, body, self.watch.now()))
        self.results[await asyncio.to_thread(self.calls.settle, call, answer, self.watch.now())] += 1
        return answer

    async def _end(self, alert: AlertConfig) -> None:
        why = f"the receiver answered {GONE}: it wants no more"
        self.results["dead"] += await asyncio.to_thread(self.calls.end, alert.name, why, self.watch.now())
