"""Mail addresses in configuration, held to what a header can carry."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Annotated

from pydantic import AfterValidator

_LONGEST = 254


def _address(text: str) -> str:
    problem = f"expected one mail address such as desk@example.org, got {text!r}"
    if len(text) > _LONGEST or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(problem)
    try:
        parsed = Address(addr_spec=text)
    except (ValueError, IndexError, HeaderParseError):
        raise ValueError(problem) from None
    if not (parsed.username and parsed.domain):
        raise ValueError(problem)
    return text


def _mailbox(text: str) -> str:
    name, address = parseaddr(text)
    if not text.isprintable() or not name.isprintable():
        raise ValueError("expected a name and an address on one line")
    _address(address)
    return text


# RFC 5322 addr-spec, ASCII, at most 254 characters (RFC 5321, 4.5.3.1.3 less the brackets).
MailAddress = Annotated[str, AfterValidator(_address)]
# `Name <address>` or an address alone.
Mailbox = Annotated[str, AfterValidator(_mailbox)]


def domain_of(mailbox: str) -> str:
    """The domain of `Name <address>` or of an address alone, in lower case."""
    return parseaddr(mailbox)[1].rpartition("@")[2].lower()
