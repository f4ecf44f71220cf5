"""Signed webhooks against a real HTTPS receiver: what arrives, and what becomes of what does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from standardwebhooks import Webhook

from alerts.outlets.calls import dead_calls, retry_dead
from alerts.outlets.signature import webhook_secret
from alerts.outlets.webhook import WebhookReport, call_webhooks
from alerts.subscriptions.active import stop
from alerts.subscriptions.tokens import Tokens, installation_key
from compoundwatch import db
from tests.alerts.outlets.conftest import NOW, Desk, reply, replying


def test_a_call_arrives_once(desk_anywhere: Desk) -> None:
    call = desk_anywhere.tell()
    reports = [desk_anywhere.call(), desk_anywhere.call()]
    assert (reports, [request.id for request in desk_anywhere.inbox.requests]) == ([WebhookReport(sent=1), WebhookReport()], [call])


def test_the_reference_library_accepts_the_signature(desk: Desk) -> None:
    desk.tell()
    # The library takes nothing whose time is five minutes away from its own.
    call_webhooks(desk.engine, desk.settings, max(NOW, datetime.now(UTC)))
    with db.writing(desk.engine) as connection:
        secret = webhook_secret(Tokens(installation_key(connection, desk.settings.secrets)), "desk")
    request = desk.inbox.requests[0]
    assert Webhook(secret).verify(request.body, request.headers)["type"] == "posting.new"


def test_the_body_says_what_was_found(desk: Desk) -> None:
    call = desk.tell()
    desk.call()
    body = json.loads(desk.inbox.requests[0].body)
    assert (body["id"], body["timestamp"], body["alert"]["name"]) == (call, "2026-11-21T09:06:00Z", "desk")
    assert (body["data"]["compounds"][0]["id"], body["data"]["risk"]["level"]) == ("kk-park", "high")
    assert "never a verdict" in body["indicator_not_verdict"]


def test_no_mail_address_of_a_subscriber_is_told(desk: Desk) -> None:
    desk.tell()
    desk.call()
    assert b"hotline@ngo.example" not in desk.inbox.requests[0].body


@pytest.mark.parametrize("status", [302, 400, 429, 500, 503])
def test_what_is_not_taken_is_tried_again_later(desk: Desk, status: int) -> None:
    call = desk.tell()
    desk.inbox.answer = replying(status, 204)
    reports = [desk.call(timedelta(minutes=wait)) for wait in (0, 4, 6)]
    assert reports == [WebhookReport(waiting=1), WebhookReport(waiting=1), WebhookReport(sent=1)]
    assert [request.id for request in desk.inbox.requests] == [call, call]


def test_a_redirect_is_not_followed(desk: Desk) -> None:
    desk.tell()
    desk.inbox.answer = replying(307, Location=f"https://localhost:{desk.inbox.port}/elsewhere")
    desk.call()
    assert [request.path for request in desk.inbox.requests] == ["/hook"]


def test_a_receiver_says_when_to_come_back(desk: Desk) -> None:
    call = desk.tell()
    desk.inbox.answer = replying(429, Retry_After="7200")
    desk.call()
    assert desk.row(call).due == pytest.approx((NOW + timedelta(hours=2)).timestamp(), abs=30)


def test_a_receiver_that_fails_is_left_alone_for_now(desk: Desk) -> None:
    for number in range(5):
        desk.tell(str(number))
    desk.inbox.answer = replying(503)
    assert (desk.call(), len(desk.inbox.requests)) == (WebhookReport(waiting=5), 1)


def test_after_three_days_a_call_is_dead_and_shown(desk: Desk) -> None:
    call = desk.tell()
    desk.inbox.answer = replying(500)
    assert desk.call(timedelta(days=3)) == WebhookReport(dead=1)
    with desk.engine.connect() as connection:
        assert [(dead.id, dead.tries, dead.why) for dead in dead_calls(connection)] == [(call, 1, "500 Internal Server Error")]


def test_a_dead_call_can_be_made_again_by_hand(desk: Desk) -> None:
    call = desk.tell()
    desk.inbox.answer = replying(410, 204)
    desk.call()
    assert retry_dead(desk.engine, "desk", NOW) == 1
    assert desk.call() == WebhookReport(sent=1)
    assert [request.id for request in desk.inbox.requests] == [call, call]


def test_a_receiver_that_is_gone_gets_nothing_more(desk: Desk) -> None:
    desk.tell("1")
    desk.tell("2")
    desk.inbox.answer = replying(410)
    assert desk.call() == WebhookReport(dead=2)
    desk.tell("3")
    assert (desk.call(), len(desk.inbox.requests)) == (WebhookReport(dead=1), 1)


def test_a_new_address_is_called_though_the_old_one_is_gone(desk: Desk) -> None:
    desk.tell("1")
    desk.inbox.answer = replying(410, 204)
    desk.call()
    desk.save(path="new")
    desk.tell("2")
    assert desk.call() == WebhookReport(sent=1)


def test_who_said_stop_is_not_called(desk: Desk) -> None:
    desk.tell()
    stop(desk.engine, desk.settings.alerts(), "desk", "asked to", NOW)
    assert (desk.call(), desk.inbox.requests) == (WebhookReport(), [])


def test_a_slow_receiver_holds_up_nobody_else(desk: Desk) -> None:
    other = threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/slow":
            # Were they served one after the other, this would wait for nothing and fail.
            reply(handler, 204 if other.wait(10) else 500)
        else:
            other.set()
            reply(handler, 204)

    desk.inbox.answer = answer
    for name in ("slow", "quick"):
        desk.save(name, path=name)
        desk.tell(name, alert=name)
    assert desk.call() == WebhookReport(sent=2)


_CALL = """
import sys
from datetime import datetime
from alerts.outlets.webhook import call_webhooks
from compoundwatch.config import load_settings
from compoundwatch.db import open_database
settings = load_settings()
call_webhooks(open_database(settings), settings, datetime.fromisoformat(sys.argv[1]))
"""


def test_a_call_that_was_cut_off_is_made_again_under_its_id(desk: Desk) -> None:
    call, reached, go_on = desk.tell(), threading.Event(), threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        reached.set()
        go_on.wait(20)
        reply(handler, 204)

    desk.inbox.answer = answer
    environment = {**os.environ, "COMPOUNDWATCH_CONFIGS": str(desk.settings.configs)}
    with subprocess.Popen([sys.executable, "-c", _CALL, NOW.isoformat()], env=environment) as process:
        assert reached.wait(20)
        process.kill()
    go_on.set()
    # Another process might still have it in hand: it is left alone until that must be over.
    assert (desk.call(), desk.call(timedelta(minutes=4))) == (WebhookReport(waiting=1), WebhookReport(sent=1))
    assert [request.id for request in desk.inbox.requests] == [call, call]


def test_several_machines_make_each_call_once(desk_anywhere: Desk) -> None:
    calls = [desk_anywhere.tell(str(number)) for number in range(6)]
    machines = [threading.Thread(target=desk_anywhere.call) for _ in range(3)]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    assert sorted(request.id for request in desk_anywhere.inbox.requests) == sorted(calls)
