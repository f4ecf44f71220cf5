"""Names in messaging apps."""

from __future__ import annotations

import pytest

from tests.enrich.contacts.conftest import Find


@pytest.mark.parametrize(
    ("text", "app", "value"),
    [
        ("Telegram @kk_boss7", "telegram", "kk_boss7"),
        ("TG：＠ｋｋ＿ｂｏｓｓ７", "telegram", "kk_boss7"),
        ("🅣🅖 @ k k _ b o s s 7", "telegram", "kk_boss7"),
        ("T3le: kk_boss7", "telegram", "kk_boss7"),
        ("纸飞机搜 kk_boss7", "telegram", "kk_boss7"),
        ("Теlеgrаm kk_boss7", "telegram", "kk_boss7"),
        ("टेलीग्राम पर फोटो भेजें: @kk_boss7", "telegram", "kk_boss7"),
        ("DM @kk_boss7", "telegram", "kk_boss7"),
        ("加薇 xiaoli_99", "wechat", "xiaoli_99"),
        ("V信：xiaoli_99", "wechat", "xiaoli_99"),
        ("微 信 xiaoli_99", "wechat", "xiaoli_99"),
        ("加VX：xiaoli99", "wechat", "xiaoli99"),
        ("微信号是 wanglaoban", "wechat", "wanglaoban"),
        ("w-e-c-h-a-t: xiaoli_99", "wechat", "xiaoli_99"),
        ("WeChat ID wanglaoban", "wechat", "wanglaoban"),
        ("ไอดีไลน์ je.aom_kr9", "line", "je.aom_kr9"),
        ("แอดไลน์ @jobthai", "line", "jobthai"),
        ("@jobthai（LINE）", "line", "jobthai"),
        ("私訊或加賴 fastmoney_kh168", "line", "fastmoney_kh168"),
        ("Messenger: jobs.hanoi22", "messenger", "jobs.hanoi22"),
    ],
)
def test_finds_a_name_behind_its_app(find: Find, text: str, app: str, value: str) -> None:
    assert [(contact.type, contact.value) for contact in find(text)] == [(app, value)]


def test_one_name_may_serve_two_apps(find: Find) -> None:
    found = {(contact.type, contact.value) for contact in find("TG/微信: kk_boss7")}
    assert found == {("telegram", "kk_boss7"), ("wechat", "kk_boss7")}


@pytest.mark.parametrize(
    "text",
    [
        "Follow us on Instagram @cafe_bkk",
        "production line 2 operators needed",
        "We need a signal engineer for 5 years",
        "Telegram only, please",
        "飞机票由公司负担",
        "Viber is not used here",
    ],
)
def test_takes_no_word_of_a_sentence_for_a_name(find: Find, text: str) -> None:
    assert find(text) == ()
