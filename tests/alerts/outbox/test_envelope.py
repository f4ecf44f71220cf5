from __future__ import annotations

import pytest

from alerts.outbox.envelope import envelope_sender, report_options
from compoundwatch.config.mail import MailConfig

ID = "0123456789abcdef" * 2
CONFIG = MailConfig(sender="compoundwatch <alerts@cw.example>", bounces="bounces@cw.example")


def test_each_mail_has_an_address_of_its_own() -> None:
    assert envelope_sender(CONFIG, ID) == f"bounces+{ID}@cw.example"


def test_without_such_an_address_reports_go_to_the_sender() -> None:
    assert envelope_sender(MailConfig(sender="compoundwatch <alerts@cw.example>"), ID) == "alerts@cw.example"


def test_the_longest_name_that_is_allowed_gives_an_address_that_servers_take() -> None:
    config = MailConfig(bounces=f"{'b' * 31}@cw.example")
    assert len(envelope_sender(config, ID).partition("@")[0]) == 64


def test_a_longer_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 31"):
        MailConfig(bounces=f"{'b' * 32}@cw.example")


def test_reports_of_failures_are_asked_for_without_our_text() -> None:
    of_mail, of_recipient = report_options({"dsn": ""}, ID, "a+b=c@ngo.example")
    assert (of_mail, of_recipient) == (["RET=HDRS", f"ENVID={ID}"], ["NOTIFY=FAILURE", "ORCPT=rfc822;a+2Bb+3Dc@ngo.example"])


def test_a_server_that_knows_no_reports_is_asked_for_none() -> None:
    assert report_options({"8bitmime": ""}, ID, "a@ngo.example") == ([], [])
