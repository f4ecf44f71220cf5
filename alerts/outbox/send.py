"""From the outbox to the post: every mail was written down before it is sent, and who sends it is written down too.

Any number of senders may be at work at once, on as many machines; each mail is handed over by one of them. A mail whose sender
ended in the one moment of which SMTP cannot tell is `in_doubt`: it may have arrived, so it is shown and never sent again by itself.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select

from alerts.outbox import claims
from alerts.outbox.mail import open_transport
from alerts.outbox.order import ASKED, DueMail, due_mails, next_slot
from alerts.outbox.rates import DomainRate
from alerts.outbox.reachability import Reachability, may_write
from alerts.outbox.settle import postpone, settle
from alerts.outbox.transport import MailServerError, Outcome, Transport
from alerts.outbox.watch import Watch
from alerts.subscriptions.active import Subscriptions, load_subscriptions
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.errors import CompoundwatchError
from compoundwatch.process_name import new_process_name

# Planned in fair order at once, and claimed at once: a few, so that several senders share what is due.
_PLAN = 1000
_LOT = 25
_RENEW_AFTER = timedelta(minutes=1)
_STOPPED = Reachability("never", "the subscriber said stop")


@dataclass(frozen=True, slots=True)
class SendReport:
    """Mails by what became of them now. `waiting` have not left yet; `problem` is why nothing could be handed over at all."""

    sent: int = 0
    waiting: int = 0
    refused: int = 0
    in_doubt: int = 0
    problem: str | None = None


def send_queued(engine: Engine, settings: Settings, at: datetime) -> SendReport:
    """Hand over every mail that is due. Safe to be killed at any moment, called again, and called on several machines at once.

    Where a recipient domain's rate is reached it waits for some minutes at most (alerts.outbox.watch.PATIENCE) and leaves the rest
    queued. Raises OSError where no file can be written, ConfigError, StoreError.
    """
    results: Counter[str] = Counter()
    problem: str | None = None
    with db.writing(engine, "outbox") as connection:
        results["in_doubt"] = claims.settle_dead(connection, at)
        due = next_slot(connection, at) is not None
    if due:
        try:
            _send(engine, settings, at, results)
        except MailServerError as error:
            problem = str(error)
    return SendReport(results["sent"], _waiting(engine), results["refused"], results["in_doubt"], problem)


def _send(engine: Engine, settings: Settings, at: datetime, results: Counter[str]) -> None:
    config = settings.app.mail
    # Files bother nobody.
    rate = DomainRate(config.per_domain_per_minute if config.transport == "smtp" else math.inf)
    with engine.connect() as connection:
        subscriptions = load_subscriptions(connection, settings.alerts())
    with open_transport(settings) as transport:
        _Sending(engine, transport, rate, subscriptions, Watch(at), results).run()


class _LostClaimError(CompoundwatchError):
    """We were taken for dead, and the mail is another sender's now."""


@dataclass(slots=True)
class _Sending:
    """One sender at work; `results` counts what became of mails."""

    engine: Engine
    transport: Transport
    rate: DomainRate
    subscriptions: Subscriptions
    watch: Watch
    results: Counter[str]
    sender: str = field(default_factory=new_process_name)
    plan: deque[DueMail] = field(default_factory=deque)
    renewed: datetime = field(init=False)

    def run(self) -> None:
        try:
            while (lot := self._next_lot()) is not None:
                for mail_id in lot:
                    self._keep_claims()
                    self._hand_over(mail_id)
        finally:
            with db.writing(self.engine, "outbox") as connection:
                claims.give_back(connection, self.sender)

    def _next_lot(self) -> list[str] | None:
        """The next mails, claimed for us; empty where another was quicker, None when there is no more to be done now."""
        if not self.plan and not self._make_plan():
            return [] if self._wait_for_a_slot() else None
        some = [self.plan.popleft() for _ in range(min(_LOT, len(self.plan)))]
        self.renewed = self.watch.now()
        with db.writing(self.engine, "outbox") as connection:
            return claims.claim(connection, some, self.sender, self.renewed, self.rate)

    def _make_plan(self) -> bool:
        with self.engine.connect() as connection:
            self.plan.extend(due_mails(connection, self.rate, self.watch.now(), _PLAN))
        return bool(self.plan)

    def _wait_for_a_slot(self) -> bool:
        now = self.watch.now()
        with self.engine.connect() as connection:
            reached = next_slot(connection, now)
        return reached is not None and self.watch.wait(self.rate.seconds_until(reached, now))

    def _keep_claims(self) -> None:
        now = self.watch.now()
        if now > self.renewed + _RENEW_AFTER:
            with db.writing(self.engine, "outbox") as connection:
                claims.renew(connection, self.sender, now)
            self.renewed = now

    def _hand_over(self, mail_id: str) -> None:
        mails = db.mails
        ours = (mails.c.id == mail_id) & (mails.c.claimed_by == self.sender) & (mails.c.state == "claimed")
        with self.engine.connect() as connection:
            mail = connection.execute(select(mails.c.subscriber, mails.c.kind, mails.c.body).where(ours)).one_or_none()
            if mail is None:
                return
            reachable = may_write(connection, mail.subscriber, self.watch.now())
        if not self.subscriptions.reachable(mail.subscriber, asked=mail.kind in ASKED):
            reachable = _STOPPED
        if reachable.state == "yes":
            self._deliver(mail_id, mail.subscriber, mail.body.encode("ascii"))
        else:
            self._pass_over(mail_id, reachable)

    def _pass_over(self, mail_id: str, reachable: Reachability) -> None:
        """What somebody does not want is no failure, and is not counted as one."""
        with db.writing(self.engine, f"mail {mail_id}") as connection:
            if reachable.until is not None:
                postpone(connection, mail_id, self.sender, reachable.until, str(reachable.why))
            else:
                settle(connection, mail_id, self.sender, Outcome("refused", reachable.why), self.watch.now())

    def _deliver(self, mail_id: str, subscriber: str, body: bytes) -> None:
        def commit() -> None:
            with db.writing(self.engine, f"mail {mail_id}") as connection:
                if not claims.begin_handing_over(connection, mail_id, self.sender, self.watch.now()):
                    raise _LostClaimError

        try:
            outcome = self.transport.deliver(mail_id, subscriber, body, commit)
        except _LostClaimError:
            return
        with db.writing(self.engine, f"mail {mail_id}") as connection:
            state = settle(connection, mail_id, self.sender, outcome, self.watch.now())
        if state is not None:
            self.results[state] += 1


def _waiting(engine: Engine) -> int:
    waiting = select(func.count()).select_from(db.mails).where(db.mails.c.state.in_(("queued", "claimed")))
    with engine.connect() as connection:
        return connection.scalar(waiting) or 0
