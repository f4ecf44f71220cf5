from __future__ import annotations

import pytest

from alerts.subscriptions.active import EVERYTHING
from alerts.subscriptions.own import stops
from compoundwatch import db
from tests.compoundwatch.console.client import Client
from tests.compoundwatch.console.conftest import NOW, Pages

WHO = "desk@ngo.example"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
_MULTIPART = (
    b'--cut\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--cut--\r\n',
    "multipart/form-data; boundary=cut",
)


def stopped(pages: Pages) -> set[str]:
    """What the subscriber does not get."""
    with pages.office.engine.connect() as connection:
        return set(stops(connection, WHO))


@pytest.mark.parametrize("alert", ["moei", EVERYTHING])
def test_one_click_stops_without_cookie_or_key(pages: Pages, client: Client, alert: str) -> None:
    answer = client.post(pages.path(pages.office.links.stop(WHO, alert)), ONE_CLICK)
    assert (answer.status, stopped(pages)) == (200, {alert})


def test_mail_programs_may_send_it_as_multipart(pages: Pages, client: Client) -> None:
    body, kind = _MULTIPART
    answer = client.post(pages.path(pages.office.links.stop(WHO)), body, content_type=kind)
    assert (answer.status, stopped(pages)) == (200, {EVERYTHING})


def test_opening_the_link_stops_nothing(pages: Pages, client: Client) -> None:
    answer = client.get(pages.path(pages.office.links.stop(WHO)))
    assert (answer.status, stopped(pages)) == (200, set())
    assert answer.hidden == {"List-Unsubscribe": ["One-Click"]}


def test_the_press_of_a_scanner_without_the_field_stops_nothing(pages: Pages, client: Client) -> None:
    answer = client.post(pages.path(pages.office.links.stop(WHO)), {})
    assert (answer.status, stopped(pages)) == (400, set())


def test_a_second_click_is_no_mistake(pages: Pages, client: Client) -> None:
    link = pages.path(pages.office.links.stop(WHO))
    assert [client.post(link, ONE_CLICK).status for _ in range(2)] == [200, 200]


def test_a_false_link_stops_nothing(pages: Pages, client: Client) -> None:
    link = pages.path(pages.office.links.stop(WHO))
    assert client.post(f"{link[:-2]}xx", ONE_CLICK).status == 404
    assert stopped(pages) == set()


def test_many_clicks_from_one_mail_provider_are_all_taken(pages: Pages, client: Client) -> None:
    links = [pages.path(pages.office.links.stop(f"reader{n}@ngo.example")) for n in range(100)]
    assert {client.post(link, ONE_CLICK).status for link in links} == {200}


def test_whose_mails_come_back_reads_until_when_none_is_sent(pages: Pages, client: Client) -> None:
    with db.writing(pages.office.engine) as connection:
        for mail in ("1", "2", "3"):
            sent = {"id": mail, "subscriber": WHO, "state": "bounced", "body": "", "created": 0.0, "settled": NOW.timestamp()}
            connection.execute(db.mails.insert().values(sent))
            report = {"id": mail, "subscriber": WHO, "mail": mail, "kind": "soft", "at": NOW.timestamp(), "said": "mailbox full"}
            connection.execute(db.bounces.insert().values(report))
    assert "none is sent before" in client.get(pages.path(pages.office.links.manage(WHO))).text
