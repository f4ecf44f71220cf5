"""Pay as it is printed in the scripts and habits of many countries."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.posting import Advert, Pay, Span
from enrich.document import Document
from enrich.pay import PayReader

TABLES = Path(__file__).parents[3] / "configs" / "pay"


@pytest.fixture(scope="module")
def reader() -> PayReader:
    return PayReader.load(TABLES)


def read(reader: PayReader, text: str, *countries: str, language: str = "und") -> Pay | None:
    return reader.find(Document(Advert(title="Title", text=text)), language, countries, ())


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("月薪3w-5w，包吃住", "CN", (30_000, 50_000, "CNY", "month")),
        ("月薪1.5-2萬", "TW", (15_000, 20_000, "TWD", "month")),
        ("两万五一个月", "CN", (25_000, 25_000, "CNY", "month")),
        ("每月五千到八千人民币", "CN", (5_000, 8_000, "CNY", "month")),
        ("時薪 $60 起", "HK", (60, None, "HKD", "hour")),
        ("salary 15k-25k THB", "KH", (15_000, 25_000, "THB", "month")),
        ("$800–$1.2k/mo", "KH", (800, 1_200, "USD", "month")),
        ("$ 2 , 0 0 0 / m0nth", "KH", (2_000, 2_000, "USD", "month")),
        ("Salary 1.5 lakh per month", "IN", (150_000, 150_000, "INR", "month")),
        ("Salary: 18 LPA", "IN", (1_800_000, 1_800_000, "INR", "year")),
        ("सैलरी सोलह हजार रुपये महीना", "IN", (16_000, 16_000, "INR", "month")),
        ("वेतन साढ़े चार लाख सालाना", "IN", (450_000, 450_000, "INR", "year")),
        ("तलब मासिक ५० हजार देखि ८० हजार", "NP", (50_000, 80_000, "NPR", "month")),
        ("বেতন ৫০ হাজার থেকে ১ লাখ টাকা", "BD", (50_000, 100_000, "BDT", "month")),
        ("تنخواہ 50 ہزار سے 80 ہزار روپے ماہانہ", "PK", (50_000, 80_000, "PKR", "month")),
        ("راتب 3000 ريال شهريا", "QA", (3_000, 3_000, "QAR", "month")),
        ("சம்பளம் மாதம் 25 ஆயிரம் ரூபாய்", "LK", (25_000, 25_000, "LKR", "month")),
        ("జీతం నెలకు 25,000 రూపాయలు", "IN", (25_000, 25_000, "INR", "month")),
        ("වැටුප රු. 80,000 මාසයකට", "LK", (80_000, 80_000, "LKR", "month")),
        ("gaji mulai 5 juta", "ID", (5_000_000, None, "IDR", "month")),
        ("upah Rp150.000 per hari", "ID", (150_000, 150_000, "IDR", "day")),
        ("Gaji RM3000 ke atas", "MY", (3_000, None, "MYR", "month")),
        ("lương 15tr5/tháng", "VN", (15_500_000, 15_500_000, "VND", "month")),
        ("thu nhập lên đến 50 triệu/tháng", "VN", (None, 50_000_000, "VND", "month")),
        ("lương 2 triệu rưỡi một tuần", "VN", (2_500_000, 2_500_000, "VND", "week")),
        ("รายได้ 3-5 หมื่นบาทต่อเดือน", "TH", (30_000, 50_000, "THB", "month")),
        ("เดือนละสี่หมื่นห้า", "TH", (45_000, 45_000, "THB", "month")),
        ("เดือนละหมื่นห้า", "TH", (15_000, 15_000, "THB", "month")),
        ("เงินเดือน 18,000 บาทขึ้นไป", "TH", (18_000, None, "THB", "month")),
        ("ເງິນເດືອນ 3 ລ້ານກີບ ຫາ 5 ລ້ານກີບ", "LA", (3_000_000, 5_000_000, "LAK", "month")),
        ("ប្រាក់ខែ ៨០០$", "KH", (800, 800, "USD", "month")),
        ("လစာ သိန်း ၂၀", "MM", (2_000_000, 2_000_000, "MMK", "month")),
        ("လစာ ၄ သိန်းခွဲ", "MM", (450_000, 450_000, "MMK", "month")),
        ("Sahod 25k pataas kada buwan", "PH", (25_000, None, "PHP", "month")),
        ("Mshahara 500,000 kwa mwezi", "TZ", (500_000, 500_000, "TZS", "month")),
        ("ደመወዝ 15,000 ብር በወር", "ET", (15_000, 15_000, "ETB", "month")),
        ("зп 80-120 тыс руб", "RU", (80_000, 120_000, "RUB", "month")),
        ("до 200 000 ₽ в месяц", "RU", (None, 200_000, "RUB", "month")),
        ("maosh 5 mln so'm", "UZ", (5_000_000, 5_000_000, "UZS", "month")),
        ("sueldo de 1.200 dólares al mes", "MX", (1_200, 1_200, "USD", "month")),
        ("salário de R$ 3.500,00 por mês", "BR", (3_500, 3_500, "BRL", "month")),
        ("salaire 1 500 € par mois", "FR", (1_500, 1_500, "EUR", "month")),
        ("月給25万円〜30万円", "JP", (250_000, 300_000, "JPY", "month")),
        ("월급 300만원", "KR", (3_000_000, 3_000_000, "KRW", "month")),
        ("50 baht per task", "TH", (50, 50, "THB", "task")),
    ],
)
def test_reads_pay(reader: PayReader, text: str, country: str, expected: tuple[float | None, float | None, str, str]) -> None:
    pay = read(reader, text, country)
    assert pay is not None
    assert (pay.min, pay.max, pay.currency, pay.period) == expected


@pytest.mark.parametrize(
    "text",
    [
        "介绍费500，押金2000",
        "月入数万，薪资面议",
        "Registration fee 500 THB, deposit 2000 baht",
        "Room rent 3,000 baht/month",
        "Age 18-35, 30 people, 12 hours, 26 days a month",
        "Loan up to ₱150,000, interest 4.5% monthly",
        "1,290 baht per person",
    ],
)
def test_takes_no_other_money_for_pay(reader: PayReader, text: str) -> None:
    assert read(reader, text, "TH") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Basic 8000 yuan a month + 15% commission, 500u per head", 8_000),
        ("Bonus 500 USD. Salary 1200 USD per month", 1_200),
        ("底薪12000+提成，奖金3000", 12_000),
        ("Salary AED 1,200 + food + OT 10 AED per hour", 1_200),
    ],
)
def test_takes_the_base_pay_among_several_sums(reader: PayReader, text: str, expected: float) -> None:
    pay = read(reader, text, "CN")
    assert pay is not None
    assert pay.min == expected


def test_a_trade_with_its_wage_is_pay_in_chinese_only(reader: PayReader) -> None:
    text = "服务员3500，洗碗工3000，包吃住"
    chinese = read(reader, text, "CN", language="zh-Hans")
    assert chinese is not None
    assert chinese.min == 3_500
    assert read(reader, text, "CN", language="en") is None


def test_the_span_holds_the_printed_words(reader: PayReader) -> None:
    body = "Title\nเงินเดือน ２５，０００ บาท ต่อเดือน"
    pay = reader.find(Document(Advert(title="Title", text=body[6:])), "th", ("TH",), ())
    assert pay is not None
    assert body[pay.start : pay.end] == pay.raw
    assert "２５，０００ บาท" in pay.raw


def test_reads_no_amount_inside_a_contact(reader: PayReader) -> None:
    text = "salary 20000 baht"
    start = len("Title\nsalary ")
    taken = Span(raw="20000", start=start, end=start + 5)
    assert reader.find(Document(Advert(title="Title", text=text)), "en", ("TH",), (taken,)) is None


def test_a_bare_sum_is_in_the_currency_of_the_country(reader: PayReader) -> None:
    pay = read(reader, "Salary 85k in hand per month", "IN")
    assert pay is not None
    assert pay.currency == "INR"


def test_a_bare_sum_of_no_known_country_has_no_currency(reader: PayReader) -> None:
    pay = read(reader, "Salary 85k in hand per month")
    assert pay is not None
    assert (pay.currency, pay.usd_per_month) == (None, None)


@pytest.mark.parametrize(
    ("text", "usd"),
    [
        ("1000 USD per month", 1_000),
        ("1000-2000 USD per month", 1_500),
        ("12000 USD per year", 1_000),
        ("10 USD per day", 260),
        ("2 USD per hour", 416),
        ("367.25 AED per month", 100),
    ],
)
def test_the_monthly_worth_is_in_dollars(reader: PayReader, text: str, usd: float) -> None:
    pay = read(reader, text, "US")
    assert pay is not None
    assert pay.usd_per_month == pytest.approx(usd, rel=1e-3)


def test_pay_by_the_task_has_no_monthly_worth(reader: PayReader) -> None:
    pay = read(reader, "5 USD per task", "US")
    assert pay is not None
    assert pay.usd_per_month is None
