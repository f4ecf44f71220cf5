from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from compoundwatch.config.mail_address import MailAddress, Mailbox


@pytest.mark.parametrize("address", ["a@b", "desk+kk.park@ngo.example"])
def test_an_address_is_taken(address: str) -> None:
    assert TypeAdapter(MailAddress).validate_python(address) == address


@pytest.mark.parametrize(
    "address", ["", "desk", "@b", "a@", "a@b@c", "a,b@c", "a b@c", "A <a@b>", "a@b\r\nBcc: c@d", "ä@b.example", "a@" + "b" * 254]
)
def test_what_a_header_cannot_carry_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="mail address"):
        TypeAdapter(MailAddress).validate_python(address)


@pytest.mark.parametrize("mailbox", ["a@b", "compoundwatch <alerts@localhost>"])
def test_a_mailbox_may_have_a_name(mailbox: str) -> None:
    assert TypeAdapter(Mailbox).validate_python(mailbox) == mailbox


def test_a_mailbox_of_two_lines_is_refused() -> None:
    with pytest.raises(ValidationError, match="one line"):
        TypeAdapter(Mailbox).validate_python("compoundwatch\r\nBcc: c@d <alerts@localhost>")
