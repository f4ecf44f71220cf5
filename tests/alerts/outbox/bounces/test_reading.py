"""What each kind of report does to the one it is about, and that it does nothing to anybody else."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from alerts.outbox.bounces.reading import ReportCounts
from alerts.outbox.bounces.standard import delivery_status
from compoundwatch import db
from tests.alerts.outbox.bounces.conftest import ID, SUBSCRIBER, Read, arf, dsn

StopList = Callable[[], list[tuple[str, str, str]]]


def mail_state(engine: Engine) -> tuple[str, str | None]:
    with engine.connect() as connection:
        row = connection.execute(select(db.mails.c.state, db.mails.c.error)).one()
    return row.state, row.error


def free_words(*lines: str, subject: str = "failure notice", sender: str = "MAILER-DAEMON@mx.ngo.example") -> bytes:
    head = [f"From: {sender}", f"To: bounces+{ID}@cw.example", f"Subject: {subject}", ""]
    return "\r\n".join([*head, *lines, ""]).encode()


def test_an_address_that_does_not_exist_is_not_written_to_again(read: Read, stop_list: StopList) -> None:
    assert (read(dsn()), stop_list()) == (ReportCounts(hard=1), [(SUBSCRIBER, "", "hard")])


def test_the_mail_is_shown_as_bounced_with_the_server_s_words(read: Read, sent: Engine) -> None:
    read(dsn())
    assert mail_state(sent) == ("bounced", "5.1.1 550 5.1.1 no such user")


@pytest.mark.parametrize("status", ["5.2.2", "4.4.7", "5.7.1", "5.4.4", "5.0.0"])
def test_a_full_mailbox_a_filter_or_a_network_stops_nobody(read: Read, stop_list: StopList, status: str) -> None:
    assert (read(dsn(status, diagnostic="smtp; 550 sorry")), stop_list()) == (ReportCounts(soft=1), [])


def test_a_status_that_says_nothing_yields_to_the_server_s_own(read: Read) -> None:
    assert read(dsn("5.0.0", diagnostic="smtp; 550 5.1.1 no such user")) == ReportCounts(hard=1)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_no_failure_asks_for_nothing(read: Read, sent: Engine, action: str) -> None:
    assert (read(dsn("4.4.1", action=action)), mail_state(sent)) == (ReportCounts(no_report=1), ("sent", None))


def test_a_forwarding_that_fails_behind_a_subscriber_does_not_stop_them(read: Read, stop_list: StopList) -> None:
    assert (read(dsn(recipient="somebody@elsewhere.example")), stop_list()) == (ReportCounts(soft=1), [])


def test_the_address_as_we_wrote_it_counts_when_it_was_changed_on_the_way(read: Read) -> None:
    assert read(dsn(recipient="h.inbox@mx.ngo.example", original=SUBSCRIBER)) == ReportCounts(hard=1)


def test_a_report_in_a_wrapper_of_another_type_is_read(read: Read) -> None:
    assert read(dsn().replace(b"multipart/report; report-type=delivery-status;", b"multipart/mixed;")) == ReportCounts(hard=1)


@pytest.mark.parametrize("feedback", ["abuse", "fraud", "other"])
def test_a_complaint_stops_all_mail(read: Read, stop_list: StopList, feedback: str) -> None:
    assert (read(arf(feedback)), stop_list()) == (ReportCounts(complaint=1), [(SUBSCRIBER, "", "complaint")])


def test_a_reader_who_is_content_stops_nothing(read: Read, stop_list: StopList) -> None:
    assert (read(arf("not-spam")), stop_list()) == (ReportCounts(no_report=1), [])


def test_opting_out_by_a_provider_is_a_stop(read: Read, stop_list: StopList) -> None:
    assert (read(arf("opt-out")), stop_list()) == (ReportCounts(stop=1), [(SUBSCRIBER, "", "stop")])


@pytest.mark.parametrize("subject", ["stop", "Unsubscribe "])
def test_a_mail_that_asks_to_stop_is_obeyed(read: Read, stop_list: StopList, subject: str) -> None:
    assert (read(free_words(subject=subject, sender=SUBSCRIBER)), stop_list()) == (
        ReportCounts(stop=1), [(SUBSCRIBER, "", "stop")],
    )  # fmt: skip


def test_a_robot_s_answer_is_no_wish(read: Read, stop_list: StopList) -> None:
    answer = b"Auto-Submitted: auto-replied\r\n" + free_words(subject="stop")
    assert (read(answer), stop_list()) == (ReportCounts(no_report=1), [])


def test_an_out_of_office_note_asks_for_nothing(read: Read) -> None:
    assert read(free_words("I am away until Monday.", subject="Out of office")) == ReportCounts(no_report=1)


def test_a_report_in_free_words_is_understood(read: Read, stop_list: StopList) -> None:
    qmail = free_words(
        "Hi. This is the qmail-send program at mx.ngo.example.",
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        "This is a permanent error; I've given up. Sorry it didn't work out.",
        "",
        f"<{SUBSCRIBER}>:",
        "Sorry, no mailbox here by that name. (#5.1.1)",
    )
    assert (read(qmail), stop_list()) == (ReportCounts(hard=1), [(SUBSCRIBER, "", "hard")])


def test_free_words_on_a_full_mailbox_stop_nobody(read: Read, stop_list: StopList) -> None:
    qmail = free_words(
        "Hi. This is the qmail-send program at mx.ngo.example.",
        "This is a permanent error; I've given up. Sorry it didn't work out.",
        "",
        f"<{SUBSCRIBER}>:",
        "Over quota. (#5.2.2)",
    )
    assert (read(qmail), stop_list()) == (ReportCounts(soft=1), [])


@pytest.mark.parametrize("report", [dsn, arf])
def test_a_forged_report_stops_nobody(read: Read, stop_list: StopList, report: Callable[..., bytes]) -> None:
    assert (read(report(mail_id="f" * 32)), stop_list()) == (ReportCounts(strange=1), [])


def test_a_mail_that_has_not_left_cannot_come_back(read: Read, sent: Engine, stop_list: StopList) -> None:
    with sent.begin() as connection:
        connection.execute(db.mails.update().values(state="queued"))
    assert (read(dsn()), stop_list()) == (ReportCounts(strange=1), [])


def test_the_same_report_again_changes_nothing(read: Read) -> None:
    assert read(dsn(), dsn(), arf(), arf()) == ReportCounts(hard=1, complaint=1, known=2)


def test_several_readers_of_one_report_obey_it_once(read: Read) -> None:
    with ThreadPoolExecutor(4) as readers:
        counts = list(readers.map(lambda _: read(dsn()), range(8)))
    assert (sum(count.hard for count in counts), sum(count.known for count in counts)) == (1, 7)


def test_a_mail_in_doubt_that_comes_back_had_left(read: Read, sent: Engine) -> None:
    with sent.begin() as connection:
        connection.execute(db.mails.update().values(state="in_doubt"))
    read(dsn("4.4.7"))
    assert mail_state(sent)[0] == "bounced"


def test_an_encoded_part_names_its_mail_too(read: Read) -> None:
    import base64

    hidden = base64.b64encode(f"Message-ID: <{ID}@cw.example>\r\n".encode())
    plain = dsn(mail_id="f" * 32)
    part = b"--b1\r\nContent-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n" + hidden + b"\r\n--b1--"
    assert read(plain.replace(b"--b1--", part)) == ReportCounts(hard=1)


def test_words_of_a_report_cannot_forge_a_line(read: Read, sent: Engine) -> None:
    read(dsn("4.2.2", diagnostic="smtp; \x1b[2J full\x00 \u202e" + "x" * 5000))
    said = mail_state(sent)[1] or ""
    assert (said.isprintable(), len(said) <= 300) == (True, True)


def test_an_address_with_a_plus_comes_back_in_code_or_plain() -> None:
    words = dsn(recipient="h+desk@ngo.example"), dsn(recipient="h.inbox@ngo.example", original="h+2Bdesk@ngo.example")
    reports = [delivery_status(message_from_bytes(report), "h+desk@ngo.example") for report in words]
    assert [report and report.kind for report in reports] == ["hard", "hard"]


TOWERS = {
    "multiparts": b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 3000,
    "messages": b"Content-Type: message/rfc822\r\n\r\n" * 30000,
    "messages just below the bound": b"Content-Type: message/rfc822\r\n\r\n" * 99,
    "multiparts just below the bound": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth) for depth in range(99)
    ),
    "one endless line": b"To: " + b"<" * 900_000,
    "many short lines": b"Subject: failure notice\r\n\r\n" + b"<a@\r\n" * 150_000,
    "brackets": b"\r\n\r\n" + (b"<" * 480 + b"\r\n") * 1_800,
    "dots": b"\r\n\r\n" + (b"a." * 240 + b"\r\n") * 1_800,
    "blanks": b"\r\n\r\n" + (b" " * 480 + b"x\r\n") * 1_800,
    "status fields": b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    + b"Action: failed\r\n\r\n" * 40_000,
}


@pytest.mark.parametrize("name", TOWERS)
def test_a_hostile_message_costs_little(read: Read, name: str) -> None:
    begun = time.process_time()
    read(f"From: postmaster@evil.example\r\nX-Named: {ID}\r\n".encode() + TOWERS[name])
    assert time.process_time() - begun < 5


FORMS = [dsn(), arf(), free_words("gone", f"<{SUBSCRIBER}>:")]


@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.integers(0, 900),
    noise=st.binary(max_size=60),
    which=st.sampled_from(FORMS),
)
def test_no_message_breaks_the_reading(read: Read, cut: int, noise: bytes, which: bytes) -> None:
    counts = read(which[:cut] + noise + which[cut + len(noise) // 2 :])
    assert sum(getattr(counts, name) for name in counts.__slots__) == 1
