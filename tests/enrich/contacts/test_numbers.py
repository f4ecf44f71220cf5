"""Telephone numbers, hidden or plain, and what they are for."""

from __future__ import annotations

import pytest

from tests.enrich.contacts.conftest import Find

PHONE_TH = {("phone", "+66810002345")}
WHATSAPP_TH = {("whatsapp", "+66810002345")}


def pairs(contacts: tuple[object, ...]) -> set[tuple[str, str]]:
    return {(contact.type, contact.value) for contact in contacts}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("โทร ๐๘๑ ๐๐๐ ๒๓๔๕", "TH", "+66810002345"),
        ("ফোন ০১৭০০-০০০৫৬৮", "BD", "+8801700000568"),
        ("ဖုန်း ၀၉ ၄၀၀ ၀၀၀ ၅၅၉", "MM", "+959400000559"),
        ("ទូរស័ព្ទ ០១២ ០០០ ៣១៨", "KH", "+85512000318"),
        ("ໂທ ໐໒໐ ໒໒໐໐ ໐໔໘໕", "LA", "+8562022000485"),
        ("هاتف ٠٥٠٠٠٠٧٧١٤", "AE", "+971500007714"),
        ("फ़ोन ९८००० ००२१७", "IN", "+919800000217"),
    ],
)
def test_reads_digits_of_every_script(find: Find, text: str, country: str, expected: str) -> None:
    assert pairs(find(text, country)) == {("phone", expected)}


@pytest.mark.parametrize(
    "hidden",
    [
        "0 8 1 0 0 0 2 3 4 5",
        "081.000.2345",
        "０８１－０００－２３４５",
        "⓪⑧① ⓪⓪⓪ ②③④⑤",
        "0️⃣8️⃣1️⃣0️⃣0️⃣0️⃣2️⃣3️⃣4️⃣5️⃣",
        "O8l OOO 2345",
        "zero eight one zero zero zero 2 3 4 5",
        "ศูนย์แปดหนึ่งศูนย์ศูนย์ศูนย์สองสามสี่ห้า",
        "(+66) 81-000-2345",
        "0066 81 000 2345",
        "66 81 000 2345",
    ],
)
def test_reads_hidden_numbers(find: Find, hidden: str) -> None:
    assert pairs(find(f"WhatsApp: {hidden}", "TH")) == WHATSAPP_TH


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Call 081 000 2345", {"phone"}),
        ("081 000 2345", {"phone"}),
        ("Call or WhatsApp 081 000 2345", {"phone", "whatsapp"}),
        ("Phone/Viber/Telegram: 081 000 2345", {"phone", "viber", "telegram"}),
        ("081 000 2345 (WhatsApp, Viber)", {"whatsapp", "viber"}),
        ("Tel 081 000 2345, same number on Signal app", {"phone", "signal"}),
        ("081 000 2345 微信同号", {"phone", "wechat"}),
        ("เบอร์ซิกแนล 081 000 2345", {"signal"}),
        ("WA 081 000 2345", {"whatsapp"}),
        ("w h a t s a p p 081 000 2345", {"whatsapp"}),
        ("wh4tsapp 081 000 2345", {"whatsapp"}),
        ("Zalo gặp Linh: 081 000 2345", {"zalo"}),
    ],
)
def test_says_what_a_number_is_for(find: Find, text: str, types: set[str]) -> None:
    assert {contact.type for contact in find(text, "TH")} == types


def test_a_cue_speaks_of_the_number_behind_it_and_not_of_the_one_before(find: Find) -> None:
    found = pairs(find("Call 0917 000 6620 or WhatsApp +66 81 000 2345", "PH"))
    assert found == {("phone", "+639170006620"), *WHATSAPP_TH}


def test_two_numbers_in_a_row_are_two(find: Find) -> None:
    assert pairs(find("012 000 318 / 015 000 264", "KH")) == {("phone", "+85512000318"), ("phone", "+85515000264")}


def test_the_first_country_where_a_number_is_valid_decides(find: Find) -> None:
    assert pairs(find("Tel 0917 000 6620", "TH", "PH")) == {("phone", "+639170006620")}


@pytest.mark.parametrize(
    "text",
    [
        "Interview 2024-05-12 or 12/05/2025, 09:00-17:00",
        "Salary 25000-35000, price 15.000.000 VND",
        "Licence no. 0812345678",
        "Company registration 201901234567 (1234567-X)",
        "Age 18-35, 2020-2024, 100 people",
        "฿0810002345",
        "ID B-0810002345/KER",
    ],
)
def test_takes_no_date_price_or_licence_for_a_number(find: Find, text: str) -> None:
    assert find(text, "TH", "VN", "MY") == ()


def test_qq_numbers_are_ids_and_no_telephone(find: Find) -> None:
    assert pairs(find("扣扣 ３０００ １１８８ ６６", "CN")) == {("qq", "3000118866")}
