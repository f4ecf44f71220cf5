"""Web addresses, mail addresses and links that open a chat."""

from __future__ import annotations

import pytest

from tests.enrich.contacts.conftest import Find


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("https://t.me/+AbCdEf123456", "telegram", "+AbCdEf123456"),
        ("t.me/joinchat/AAAAAEkk2WdoDrB4", "telegram", "joinchat/AAAAAEkk2WdoDrB4"),
        ("https://t.me/s/HR_Lily/42", "telegram", "hr_lily"),
        ("t . me / hr_lily", "telegram", "hr_lily"),
        ("wa.me/85586000493?text=hi", "whatsapp", "+85586000493"),
        ("https://api.whatsapp.com/send?phone=85586000493", "whatsapp", "+85586000493"),
        ("https://line.me/ti/p/~hrjob55", "line", "hrjob55"),
        ("https://lin.ee/AbC123x", "line", "AbC123x"),
        ("zalo.me/0900000518", "zalo", "+84900000518"),
        ("m.me/jobs.hanoi", "messenger", "jobs.hanoi"),
        ("viber://chat?number=%2B85586000493", "viber", "+85586000493"),
        ("hxxps://jobs[.]example[.]com/Apply?utm_source=x", "url", "https://jobs.example.com/Apply"),
        ("WWW.Example.COM", "url", "https://www.example.com/"),
        ("Apply at example.org/jobs.", "url", "https://example.org/jobs"),
        ("ＨＲ＠Example．com", "email", "hr@example.com"),
        ("leo.hr[at]jobs.example[dot]net", "email", "leo.hr@jobs.example.net"),
        ("leo at example dot com", "email", "leo@example.com"),
        ("leo @ example.com", "email", "leo@example.com"),
    ],
)
def test_reads_links_also_defanged_ones(find: Find, text: str, kind: str, value: str) -> None:
    assert [(contact.type, contact.value) for contact in find(text, "VN")] == [(kind, value)]


@pytest.mark.parametrize("text", ["Sunshine Sdn.Bhd is hiring", "Call me at 9.30 a.m. please", "see you @ the office.today"])
def test_takes_no_sentence_for_an_address(find: Find, text: str) -> None:
    assert [contact for contact in find(text) if contact.type in {"url", "email"}] == []
