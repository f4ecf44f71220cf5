"""A mail's headers as the programs that read them see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from alerts.outbox.letter import Letter, Rendered, mail_id
from alerts.outbox.mail import compose
from alerts.subscriptions.tokens import Tokens
from compoundwatch.config.mail import MailConfig

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
ID = "0123456789abcdef" * 2
LINK = "https://alerts.example.org/stop/" + "WyIwIiwiaG90bGluZUBuZ28uZXhhbXBsZSJd." * 6
LETTER = Letter(ID, "digest", "hotline@ngo.example", Rendered("compoundwatch: 3 new", "text", "<p>text</p>"))


def config(**more: Any) -> MailConfig:
    return MailConfig.model_validate({"sender": "compoundwatch <alerts@cw.example>", "corrections": "desk@cw.example", **more})


def raw(letter: Letter, **more: Any) -> str:
    return compose(letter, config(**more), NOW)


def read(letter: Letter, **more: Any) -> EmailMessage:
    message = message_from_string(raw(letter, **more), policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def header_lines(message: str) -> list[str]:
    return message.partition("\r\n\r\n")[0].split("\r\n")


def test_the_same_letter_has_the_same_message_id() -> None:
    assert read(LETTER)["Message-ID"] == read(LETTER)["Message-ID"] == f"<{ID}@cw.example>"


def test_mails_of_a_thread_answer_one_and_the_same() -> None:
    first, second = replace(LETTER, thread="desk"), replace(LETTER, id=ID[::-1], thread="desk")
    assert read(first)["References"] == read(second)["References"] == read(second)["In-Reply-To"] != None  # noqa: E711 (a chain)


def test_threads_of_two_subscribers_are_two() -> None:
    other = replace(LETTER, recipient="embassy@gov.example", thread="desk")
    assert read(other)["References"] != read(replace(LETTER, thread="desk"))["References"]


def test_no_robot_shall_answer() -> None:
    message = read(LETTER)
    assert (message["Auto-Submitted"], message["X-Auto-Response-Suppress"], message["Precedence"]) == (
        "auto-generated", "OOF, AutoReply", None,
    )  # fmt: skip


def test_a_list_has_a_name_in_our_domain() -> None:
    assert read(replace(LETTER, list_name="daily@7@Asia/Bangkok"))["List-Id"] == "<daily-7-asia-bangkok.alerts.cw.example>"


def test_what_is_sent_once_is_no_list() -> None:
    assert [read(LETTER)[name] for name in ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")] == [None] * 3


def test_one_click_stops_where_there_are_web_pages() -> None:
    message = read(replace(LETTER, list_name="desk", stop_link=LINK))
    assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == (
        f"<{LINK}>, <mailto:desk@cw.example?subject=stop>",
        "List-Unsubscribe=One-Click",
    )


@pytest.mark.parametrize("link", [None, LINK.replace("https", "http"), f"{LINK}{'x' * 1000}"])
def test_without_an_https_address_a_mail_stops(link: str | None) -> None:
    message = read(replace(LETTER, list_name="desk", stop_link=link))
    assert (message["List-Unsubscribe"], message["List-Unsubscribe-Post"]) == ("<mailto:desk@cw.example?subject=stop>", None)


def test_a_mail_to_stop_goes_where_the_program_reads_it() -> None:
    message = read(replace(LETTER, list_name="desk"), bounces="bounces@cw.example")
    assert message["List-Unsubscribe"] == f"<mailto:bounces+{ID}@cw.example?subject=stop>"


def test_long_ids_and_addresses_stay_readable() -> None:
    letter = replace(LETTER, recipient=f"{'a' * 64}@{'b' * 60}.example", thread="desk", list_name="desk", stop_link=LINK)
    sender = f"compoundwatch <alerts@{'c' * 60}.{'d' * 60}.example>"
    assert "=?" not in "".join(header_lines(raw(letter, sender=sender)))


def test_a_subject_in_any_script_is_ascii_on_the_wire_and_whole_for_readers() -> None:
    subject = "compoundwatch: พบประกาศใหม่ 3 รายการ และสำเนาใหม่ 12 ฉบับในแคมเปญเดิม · 3 条新招聘信息"
    letter = replace(LETTER, rendered=replace(LETTER.rendered, subject=subject))
    assert (raw(letter).isascii(), read(letter)["Subject"]) == (True, subject)


@hypothesis_settings(deadline=None)
@given(st.text(max_size=400))
def test_no_subject_makes_a_header_or_a_long_line(subject: str) -> None:
    message = raw(replace(LETTER, rendered=replace(LETTER.rendered, subject=f"{subject}\r\nBcc: stranger@evil.example")))
    names = [line.partition(":")[0] for line in header_lines(message) if line[:1] not in {" ", "\t"}]
    assert "Bcc" not in names
    assert max(map(len, header_lines(message))) <= 78


@hypothesis_settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=3000))
def test_no_line_of_a_body_is_longer_than_a_server_takes(text: str) -> None:
    message = raw(replace(LETTER, rendered=Rendered("compoundwatch", text + "x" * 2000, f"<p>{text}</p>")))
    assert max(map(len, message.split("\r\n"))) <= 78


def test_a_sender_s_name_in_any_script_is_whole_for_readers() -> None:
    message = read(LETTER, sender="ศูนย์เฝ้าระวัง <alerts@cw.example>")
    assert message["From"].addresses[0].display_name == "ศูนย์เฝ้าระวัง"


def test_nobody_else_s_name_stands_beside_the_address() -> None:
    assert [line for line in header_lines(raw(LETTER)) if line.startswith("To:")] == ["To: hotline@ngo.example"]


def test_an_id_is_the_same_for_the_same_words_alone() -> None:
    tokens = Tokens(b"key")
    assert mail_id(tokens, "a", "b") == mail_id(tokens, "a", "b") != mail_id(tokens, "ab")


def test_an_id_cannot_be_guessed_without_the_key() -> None:
    assert mail_id(Tokens(b"key"), "a") != mail_id(Tokens(b"other key"), "a")


@pytest.mark.parametrize("length", [20, 69, 70, 73, 77, 78, 140])
def test_a_subject_begins_on_its_own_line_and_reads_as_it_was(length: int) -> None:
    subject = ("compoundwatch: 1 correction, 3 new, 2 now linked, 1 campaign back, 4 copies, 1 returned, 1 edited, 2 gone, " * 2)[
        :length
    ]
    letter = replace(LETTER, rendered=replace(LETTER.rendered, subject=subject.strip()))
    first = next(line for line in header_lines(raw(letter)) if line.startswith("Subject:"))
    assert first.startswith("Subject: compoundwatch: 1")
    assert max(map(len, header_lines(raw(letter)))) <= 78
    assert read(letter)["Subject"] == subject.strip()
