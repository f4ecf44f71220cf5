"""What a page is: made-up walls of each class and, beside the checkout, real pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.pagecheck import SHARED, figures, judge_all
from spiders.page import Page
from spiders.pagecheck import check

# (class, title, body) as such pages stand on the web in many languages; none is a copy of one.
WALLS = [
    ("blocked", "Access denied", "<h1>Access denied</h1><p>You cannot see this page.</p>"),
    ("blocked", "Доступ ограничен", "<h1>Доступ к сайту ограничен</h1><p>Подтвердите, что вы не робот.</p>"),
    ("blocked", "安全验证", "<p>访问过于频繁，请完成验证后继续。</p>"),
    ("blocked", "ยืนยันตัวตน", "<p>โปรดยืนยันว่าคุณไม่ใช่หุ่นยนต์</p>"),
    ("blocked", "Truy cập bị từ chối", "<p>Vui lòng xác nhận bạn không phải là robot.</p>"),
    ("blocked", "", "<p>Zu viele Anfragen. Bitte warten Sie.</p>"),
    ("blocked", "Shop", '<div id="px-captcha"></div>'),
    ("blocked", "One step", '<form><div class="h-captcha"></div><input type="submit"></form>'),
    ("login", "Iniciar sesión | Portal", '<form><input name="u"><input type="password"></form>'),
    ("login", "登录 - 招聘网", "<p>请先登录</p>"),
    ("login", "Community", '<h1>Welcome</h1><p>You must log in to view this.</p><a href="/login">Go</a>'),
    ("consent", "Bevor Sie fortfahren", "<p>Cookies</p><button>Alle akzeptieren</button>"),
    ("parked", "lotusjobs.example is for sale", "<p>Buy this domain today.</p>"),
    ("parked", "Welcome to nginx!", "<h1>Welcome to nginx!</h1>"),
    ("parked", "Домен продаётся", "<h1>Этот домен продаётся</h1>"),
    ("suspended", "Account Suspended", "<h1>This account has been suspended</h1>"),
    ("suspended", "Cuenta suspendida", "<p>Contacte con su proveedor.</p>"),
    ("not_found", "Página no encontrada", "<p>Vuelva al inicio.</p>"),
    ("not_found", "页面不存在", "<p>返回首页</p>"),
    ("not_found", "Vacancy | Board", "<h1>This job is no longer available</h1>"),
    ("error", "502 Bad Gateway", "<h1>502 Bad Gateway</h1>"),
    ("error", "Технические работы", "<p>Сайт временно недоступен.</p>"),
    ("error", "システム", "<p>ただいまメンテナンス中です。</p>"),
    ("script_shell", "Jobs", '<div id="root"></div><noscript>Please enable JavaScript</noscript><script src="/a.js"></script>'),
    ("empty", "Search", "<h1>Search</h1><p>No jobs found.</p>"),
    ("empty", "Index of /files", "<h1>Index of /files</h1><a href='a.txt'>a.txt</a>"),
    ("empty", "", ""),
]
# Content that a hasty rule would condemn.
CONTENT = [
    (
        "Maintenance technician",
        "<h1>Maintenance technician</h1><article>Keep lifts running. Shift from 5 to 9, pay 500 a week.</article>",
    ),
    (
        "Captcha typing from home",
        "<h1>Captcha typing from home</h1><p>Type what you see. Earn 500 USD a month. Telegram @typing_0000</p>",
    ),
    ("Security guard", "<h1>Security guard</h1><p>Check bags at the gate; access to the floor is by badge. Call 0000 404 500.</p>"),
    ("Domain name broker wanted", "<h1>Domain name broker wanted</h1><p>Sell names to shops all over Asia.</p>"),
    ("Login clerk", "<h1>Login clerk</h1><p>Keep the book of who comes and goes at the pier.</p>"),
    ("客服专员", "<h1>客服专员</h1><p>每月500美元,包吃住,登录系统回复客户。</p>"),
    ("Técnico en mantenimiento", "<h1>Técnico en mantenimiento</h1><p>Peón en construcción también. Verificamos sus datos.</p>"),
    ("Слесарь", "<h1>Слесарь</h1><p>Техническое обслуживание станков, проверка безопасности цеха.</p>"),
    ("Nhân viên bảo trì", "<h1>Nhân viên bảo trì</h1><p>Bảo trì máy may, ca ngày.</p>"),
    ("設備メンテナンス", "<h1>設備メンテナンススタッフ</h1><p>空港のセキュリティチェックも担当します。</p>"),
    ("防火墙工程师", "<h1>防火墙工程师</h1><p>负责安全检查和系统升级。</p>"),
    ("أعمال الصيانة", "<h1>فني أعمال الصيانة</h1><p>العمل في مصنع.</p>"),
    (
        "Analyst",
        "<h1>AML analyst</h1><p>Watch for suspicious activity on accounts; access to phones is restricted in the hall.</p>",
    ),
    (
        "Chat agent",
        "<h1>Chat agent</h1><p>We are real people, not a bot. Solve captcha, earn USDT. Wait a few minutes for a reply.</p>",
    ),
    ("ขายออนไลน์", "<h1>รับแอดมินเว็บ</h1><p>ตอบแชท เงินเดือน 12,500 บาท</p>"),
]


def page(title: str, body: str, status: int = 200, **headers: str) -> Page:
    html = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"
    return Page("https://board.example/x", html.encode(), status, headers)


@pytest.mark.parametrize(("page_class", "title", "body"), WALLS)
def test_a_wall_is_known_by_its_words_and_shape(page_class: str, title: str, body: str) -> None:
    assert check(page(title, body)).page_class == page_class


@pytest.mark.parametrize(("title", "body"), CONTENT)
def test_an_advert_that_speaks_of_such_things_is_content(title: str, body: str) -> None:
    assert check(page(title, body)).page_class == "content"


@pytest.mark.parametrize(("page_class", "title", "body"), WALLS)
def test_a_verdict_gives_its_reasons(page_class: str, title: str, body: str) -> None:
    assert all(check(page(title, body)).reasons)


@pytest.mark.parametrize(
    ("status", "page_class"),
    [(200, "content"), (401, "login"), (403, "blocked"), (404, "not_found"), (410, "not_found"), (429, "blocked"), (503, "error")],
)
def test_a_status_speaks_where_the_page_does_not(status: int, page_class: str) -> None:
    assert check(page("Board", "<p>word</p>" * 50, status)).page_class == page_class


def test_a_challenge_is_never_taken_for_a_page_that_is_gone() -> None:
    assert check(page("Just a moment...", "<script>window._cf_chl_opt = {}</script>", 404)).page_class == "blocked"


def test_a_proxy_that_says_it_stopped_us_is_believed() -> None:
    assert check(page("Board", "<p>word</p>" * 50, 200, **{"cf-mitigated": "challenge"})).page_class == "blocked"


def test_hidden_words_of_a_template_condemn_nothing() -> None:
    body = '<main><p>Cook wanted in Kandy.</p><div style="display:none">Access denied. No jobs found.</div></main>'

    assert check(page("Board", body)).page_class == "content"


def test_a_captcha_on_a_page_with_a_form_and_a_menu_is_part_of_the_content() -> None:
    body = "<a href='/a'>menu</a>" * 30 + "<p>Write to us about vacancies</p><textarea></textarea><div class='g-recaptcha'></div>"

    assert check(page("Contact", body)).page_class == "content"


def test_an_advert_in_structured_data_is_content_whatever_surrounds_it() -> None:
    body = (
        '<script type="application/ld+json">{"@type": "JobPosting", "title": "Cook"}</script><form><input type="password"></form>'
    )

    assert check(page("Sign in", body)).page_class == "content"


@pytest.mark.parametrize(
    ("body", "page_class"),
    [
        (b'{"jobs": [{"id": 1}]}', "content"),
        (b'{"jobs": [], "total": 0}', "empty"),
        (b"[]", "empty"),
        (b'{"error": "rate_limit", "message": "Too many requests"}', "blocked"),
        (b'{"message": "Not Found: page not found"}', "not_found"),
        (b"<rss><channel><item><title>a</title></item></channel></rss>", "content"),
        (b"<rss><channel></channel></rss>", "empty"),
        (b"<urlset></urlset>", "empty"),
        (b"%PDF-1.7", "content"),
        (b"", "empty"),
    ],
)
def test_what_is_no_html(body: bytes, page_class: str) -> None:
    assert check(Page("https://board.example/x", body)).page_class == page_class


@pytest.mark.skipif(not (SHARED / "pages").is_dir(), reason=f"no saved pages in {SHARED / 'pages'}")
def test_real_pages_are_told_apart() -> None:
    found = figures(list(judge_all(Path(SHARED / "pages"))))

    assert (found["blocked_taken_for_content"], found["content_taken_for_walls"]) == (0, 0)
    assert found["accuracy"] >= 0.9


@pytest.mark.skipif(not (SHARED / "data/adverts/dev.jsonl").is_file(), reason=f"no adverts in {SHARED / 'data/adverts'}")
def test_a_bare_page_that_holds_nothing_but_an_advert_is_content() -> None:
    import html

    import orjson

    adverts = map(orjson.loads, (SHARED / "data/adverts/dev.jsonl").read_bytes().splitlines())
    verdicts = {
        advert["id"]: check(page(html.escape(advert["title"]), f"<h1>{advert['title']}</h1><p>{html.escape(advert['text'])}</p>"))
        for advert in adverts
    }

    assert {name: verdict for name, verdict in verdicts.items() if verdict.page_class != "content"} == {}
