from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from alerts.subscriptions.active import EVERYTHING, load_subscriptions
from alerts.subscriptions.own import stop_own
from tests.compoundwatch.console.client import WISH, Client
from tests.compoundwatch.console.conftest import NOW, Pages

pytestmark = pytest.mark.usefixtures("archive")


def link_in(pages: Pages, count: int = 1, page: str = "confirm") -> str:
    """The path of a link in the newest mail."""
    part = pages.posted(count)[-1].get_body(("plain",))
    assert part is not None
    found = re.search(rf"http\S+/{page}/\S+", part.get_content())
    assert found is not None
    return pages.path(found.group())


def active(pages: Pages) -> dict[str, list[str]]:
    """Subscriber → the queries that hold."""
    with pages.office.engine.connect() as connection:
        found = load_subscriptions(connection, {}).active
    return {who: sorted(alert.query for alert in own.values()) for who, own in found.items()}


def subscribed(pages: Pages, client: Client, **changes: Any) -> str:
    """Ask, confirm; the path of the page for changes."""
    client.ask(**changes)
    confirmed = client.send(link_in(pages))
    found = re.search(r'href="(http[^"]+/manage/[^"]+)"', confirmed.text)
    assert found is not None
    return pages.path(found.group(1))


def test_the_estimate_counts_what_would_be_told(client: Client) -> None:
    seen = client.send("/subscribe", **WISH, step="estimate")
    assert (seen.status, re.findall(r"<b>([^<]*)</b> (?:adverts|linked|mails)", seen.text)) == (200, ["12", "12", "2.8"])


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("query", "*", "finds every advert"),
        ("query", "-casino", "finds every advert"),
        ("query", "(unclosed", "cannot read this at character"),
        ("query", "(" * 1500, "cannot read this"),
        ("query", "", "Write what"),
        ("email", "nobody", "not a mail address"),
        ("email", "a@b.example\r\nBcc: c@d.example", "not a mail address"),
        ("title", "x" * 201, "1 to 200"),
        ("time_zone", "Mars/Base", "time zone"),
        ("hour", "24", "full hour"),
        ("most", "51", "1 to 50"),
        ("compounds", "no-such-park", "of the list"),
        ("countries", "../x", "of the list"),
        ("tell", "gossip", "at least one"),
        ("outlets", "webhook", "how you want"),
        ("rate", "secondly", "of the list"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(client: Client, field: str, value: str, said: str) -> None:
    answer = client.send("/subscribe", **{**WISH, field: value}, step="estimate")
    assert answer.status == 422
    assert said in answer.text


def test_nothing_is_asked_for_without_an_estimate(pages: Pages, client: Client) -> None:
    answer = client.send("/subscribe", **WISH, step="save")
    assert "What it would bring" in answer.text
    assert not list(pages.settings.outbox.glob("*"))


def test_the_estimate_of_one_search_saves_no_other(pages: Pages, client: Client) -> None:
    seen = client.send("/subscribe", **WISH, step="estimate")
    answer = client.post("/subscribe", {**seen.hidden, "query": "casino", "step": "save"})
    assert "What it would bring" in answer.text


def test_the_answer_tells_nothing_about_an_address(pages: Pages, client: Client) -> None:
    stop_own(pages.office.engine, "refused@ngo.example", EVERYTHING, NOW, "a test")
    answers = [client.ask(email=address) for address in ("new@ngo.example", "refused@ngo.example", "new@ngo.example")]
    told = {re.sub(r"form_key.*|[a-z]+@ngo.example", "", answer.text) for answer in answers}
    assert ({answer.status for answer in answers}, len(told)) == ({200}, 1)
    assert {mail["To"] for mail in pages.posted()} == {"new@ngo.example"}


def test_opening_the_link_confirms_nothing(pages: Pages, client: Client) -> None:
    client.ask()
    link = link_in(pages)
    assert [client.get(link).status for _ in range(3)] == [200] * 3
    assert active(pages) == {}


def test_the_button_confirms_once(pages: Pages, client: Client) -> None:
    client.ask()
    link = link_in(pages)
    answers = [client.send(link), client.get(link)]
    assert [answer.status for answer in answers] == [200, 404]
    assert active(pages) == {"desk@ngo.example": ['"KK Park"']}


def test_an_old_link_says_so(pages: Pages, client: Client) -> None:
    client.ask()
    pages.clock += timedelta(days=2, seconds=1)
    answer = client.get(link_in(pages))
    assert (answer.status, "ask for a new one" in answer.text) == (404, True)


def test_the_mail_can_refuse_all_mail(pages: Pages, client: Client) -> None:
    client.ask()
    client.post(link_in(pages, page="stop"), {"List-Unsubscribe": "One-Click"})
    client.ask()
    assert len(pages.posted()) == 1


def test_another_address_must_confirm_first(pages: Pages, client: Client) -> None:
    manage = subscribed(pages, client)
    change = re.findall(r'href="([^"]+/change/[^"]+)"', client.get(manage).text)[0]
    seen = client.send(change, **{**WISH, "email": "a-new@ngo.example"}, step="estimate")
    client.post(change, {**seen.hidden, "step": "save"})
    assert active(pages) == {"desk@ngo.example": ['"KK Park"']}
    new = next(mail for mail in pages.posted(2) if mail["To"] == "a-new@ngo.example")
    part = new.get_body(("plain",))
    assert part is not None
    client.send(pages.path(re.findall(r"http\S+/confirm/\S+", part.get_content())[0]))
    assert active(pages) == {"a-new@ngo.example": ['"KK Park"']}


def test_a_stopped_alert_can_be_taken_up_again(pages: Pages, client: Client) -> None:
    manage = subscribed(pages, client)
    name = client.get(manage).hidden["alert"][0]
    key = client.get(manage).hidden["form_key"][0]
    assert client.post(f"{manage}/stop", {"alert": name, "form_key": key}).status == 303
    stopped = active(pages)
    client.post(f"{manage}/resume", {"alert": name, "form_key": key})
    assert (stopped, active(pages)) == ({}, {"desk@ngo.example": ['"KK Park"']})


def test_nobody_stops_what_is_not_theirs(pages: Pages, client: Client) -> None:
    manage = subscribed(pages, client)
    key = client.get(manage).hidden["form_key"][0]
    answers = [client.post(f"{manage}/stop", {"alert": name, "form_key": key}).status for name in ("web:other", "desk", "x" * 5000)]
    assert answers == [404, 404, 404]
    assert active(pages) == {"desk@ngo.example": ['"KK Park"']}
