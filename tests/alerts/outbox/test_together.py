"""Several senders at once: in both kinds of database."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from alerts.outbox.send import SendReport, send_queued
from compoundwatch.config import Settings
from compoundwatch.db import open_engine
from tests.alerts.outbox.conftest import NOW, put_letter, with_smtp
from tests.alerts.outbox.smtp_server import Answers, Server

MAILS = 60


@pytest.fixture
def reports(state_url: str, settings: Settings, server: Server) -> list[SendReport]:
    """What each of three senders did, who found the same mails waiting."""
    engines = [open_engine(state_url) for _ in range(3)]
    for number in range(MAILS):
        put_letter(engines[0], f"m{number}", f"desk{number}@ngo{number % 7}.example")
    done: list[SendReport] = []
    smtp = with_smtp(settings, server.port)
    senders = [threading.Thread(target=lambda own=engine: done.append(send_queued(own, smtp, NOW))) for engine in engines]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(60)
        assert not sender.is_alive()
    for engine in engines:
        engine.dispose()
    return done


def test_each_mail_is_handed_over_once(reports: list[SendReport], answers: Answers) -> None:
    assert Counter(answers.to) == Counter(f"desk{number}@ngo{number % 7}.example" for number in range(MAILS))


def test_each_mail_is_counted_by_who_sent_it(reports: list[SendReport]) -> None:
    assert (sum(report.sent for report in reports), [report.problem for report in reports]) == (MAILS, [None] * 3)
