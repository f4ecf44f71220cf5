"""Who is speaking: what is quoted, told, asked about or warned of is no offer; what denies or borrows such words still is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compoundwatch.config import load_settings
from compoundwatch.posting import Advert, Tagged
from enrich import Enricher

Read = Callable[[str], Tagged]


@pytest.fixture(scope="module")
def read() -> Read:
    enricher = Enricher.load(load_settings())
    return lambda text: enricher.enrich(Advert(text=text))


def names(tagged: Tagged) -> set[str]:
    return {sign.name for sign in tagged.counter_indicators}


@pytest.mark.parametrize("marks", ["''", '""', "«»", "“”"])
def test_work_and_pay_between_quotation_marks_are_a_quoted_advert(read: Read, marks: str) -> None:
    assert "quoted_advert" in names(
        read(f"She answered {marks[0]}chat support in Laos, 1,200 dollars a month{marks[1]} last year.")
    )


def test_an_apostrophe_opens_no_quotation(read: Read) -> None:
    assert "quoted_advert" not in names(read("It's chat support in Laos, 1,200 dollars a month, that's all, don't wait"))


def test_one_stray_word_of_warning_takes_little_back_from_who_gives_a_contact(read: Read) -> None:
    offer = "Chat agents wanted in Laos, 1,500 dollars, free ticket and room, no experience. Telegram @made_up_hr_laos_77."

    assert read(f"{offer} Beware, seats are few.").risk.level == read(offer).risk.level


def test_a_text_that_names_no_way_to_answer_weighs_less(read: Read) -> None:
    offer = "Chat agents wanted in Laos, 1,500 dollars, free ticket and room, no experience."

    assert "It names no way to answer." in read(offer).risk.reasons
    assert "It names no way to answer." not in read(f"{offer} Telegram @made_up_hr_laos_77").risk.reasons


def test_an_app_named_on_the_way_is_no_wish_to_be_written_to(read: Read) -> None:
    offer = "Chat agents wanted in Laos, 1,500 dollars, free ticket and room, no experience."
    more = "The flat is on the ninth floor and looks on a car park, and the nearest shop is a walk of an hour."

    assert "messaging_contact_only" in {sign.name for sign in read(f"{more} {offer} Message me on WhatsApp").indicators}
    assert "messaging_contact_only" not in {sign.name for sign in read(f"Message me on WhatsApp. {offer} {more}").indicators}


# An advert retold without quotation marks, and nothing in it that only a warning says.
TOLD = {
    "en": "He was promised 1,200 dollars for typing in Laos, free room and ticket. His mother has not heard from him.",
    "es": "Mi hermano aceptó un trabajo de chat en Camboya por 1.300 dólares con pasaje y cuarto gratis. Desde marzo no contesta.",
    "fr": "On m'a proposé un poste de saisie au Laos, 1 200 dollars, billet et logement gratuits.",
    "id": "Kisah seorang pemuda: admin chat Kamboja, gaji 12 juta, tiket dan mess gratis. Ibunya menunggu kabar sejak Mei.",
    "zh": "母亲说，儿子走之前讲去老挝做客服，月薪一万八，机票吃住全包，之后联系不上。",
    "th": "คุณแม่เล่าว่าลูกชายบอกจะไปทำงานแอดมินที่ปอยเปต เงินเดือน 30,000 ที่พักฟรี ตั้งแต่วันนั้นโทรไม่ติด",
    "hi": "बेटे को थाईलैंड में चैट की नौकरी बताकर ले गए, 80 हजार सैलरी, टिकट रहना फ्री। अब उसका फोन बंद है।",
    "ko": "친구 말만 믿고 캄보디아 상담원, 월 500만원, 숙식 항공권 무료라는 말을 듣고 떠난 아들은 연락이 없다.",
}
ASKED = {
    "en": "Chat support, Laos, 1,200 USD, free ticket and room, Telegram only. Has anyone heard of this?",
    "tl": "Legit po ba ito? CSR sa Cambodia, 50k, libre ticket at tirahan, Telegram lang. Natatakot ako.",
    "zh": "请问有人听过吗？柬埔寨客服，月薪一万五，机票食宿全包，无需经验，靠谱吗，想听大家意见",
}
DENIED = {
    "en": "Not a scam, not trafficking, we do not keep your passport. Chat agents for Laos, 1,300 USD, room and flight free",
    "es": "No es estafa ni trata, no te quitan el pasaporte. Chat en Camboya, 1.300 dólares, pasaje y comida gratis",
    "ru": "Не развод и не рабство, никто никого не держит. Оператор чата в Мьянме, 2000 долларов, билет и жильё бесплатно",
    "id": "Bukan penipuan, bukan perdagangan orang. Admin chat Kamboja gaji 12 juta, tiket mess makan gratis, tanpa pengalaman",
    "vi": "Không lừa đảo, không bán người, không giữ hộ chiếu. Chat ở Campuchia lương 20 triệu, bao ăn ở, bao xe",
    "zh": "绝不是诈骗园区，不扣护照。缅甸打字员，月薪一万五，机票食宿全包，无需经验",
    "th": "ไม่หลอก ไม่ใช่ค้ามนุษย์ ไม่ยึดพาสปอร์ต แอดมินแชทปอยเปต เงินเดือน 30,000 ที่พักอาหารฟรี ไม่ต้องมีประสบการณ์",
    "ar": "ليس احتيالا ولا نأخذ جوازك. موظفو محادثة في كمبوديا، راتب 1200 دولار، التذكرة والسكن مجانا، بدون خبرة",
}
BORROWED = {
    "en": "I thought it was a scam too until I landed. Chat agents in Laos, 1,300 USD, free room and ticket",
    "en, asked": "Everybody asks me is it legit. I am here! Chat agents in Laos, 1,300 USD, free room and ticket",
    "en, told": "My sister was promised little in Dubai. Now chat agents in Laos, 1,300 USD, free room and ticket",
    "en, warned": "Beware of copycats. Chat agents in Laos, 1,300 USD, free room, ticket and visa, no experience",
    "ko": "저도 처음엔 사기인 줄 알았는데 와보니 좋아요. 캄보디아 채팅 상담, 월 450만원, 숙식 항공권 무료, 경력 무관",
}
FLAGGED = {"high", "critical"}


def texts(by_language: dict[str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("text", list(by_language.values()), ids=list(by_language))


@texts(TOLD)
def test_an_offer_that_is_told_is_not_flagged(read: Read, text: str) -> None:
    assert read(text).risk.level not in FLAGGED


@texts(ASKED)
def test_an_offer_that_readers_are_asked_about_is_not_flagged(read: Read, text: str) -> None:
    assert "asks_readers" in names(read(text))
    assert read(text).risk.level not in FLAGGED


@texts(DENIED)
def test_who_denies_to_be_a_scam_stays_flagged(read: Read, text: str) -> None:
    assert read(f"{text}. Telegram @made_up_denial_7").risk.level in FLAGGED


@texts(BORROWED)
def test_who_borrows_the_words_of_a_teller_to_offer_work_stays_flagged(read: Read, text: str) -> None:
    assert read(f"{text}. Telegram @made_up_teller_8").risk.level in FLAGGED
