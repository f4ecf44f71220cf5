"""The envelope of a mail: an address of its own to which reports about it come back, and which reports we ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.utils import parseaddr

from compoundwatch.config.mail import MailConfig

# RFC 3461, 4: what stands for itself in an address that is handed on.
_PLAIN = re.compile(r"[!-*,-<>-~]")


def envelope_sender(config: MailConfig, mail_id: str) -> str:
    """MAIL FROM: `bounces+<mail id>@…` where `bounces` is set, else the sender's own address."""
    if not config.bounces:
        return parseaddr(config.sender)[1]
    name, _, domain = config.bounces.rpartition("@")
    return f"{name}+{mail_id}@{domain}"


def report_options(offered: Iterable[str], mail_id: str, recipient: str) -> tuple[list[str], list[str]]:
    """Words after MAIL FROM and RCPT TO where the server knows delivery reports (RFC 3461): of failures alone, without our text."""
    if "dsn" not in offered:
        return [], []
    return ["RET=HDRS", f"ENVID={mail_id}"], ["NOTIFY=FAILURE", f"ORCPT=rfc822;{_xtext(recipient)}"]


def _xtext(address: str) -> str:
    return "".join(char if _PLAIN.match(char) else f"+{ord(char):02X}" for char in address)
