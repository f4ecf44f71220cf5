"""SMTP with no doubt left unsaid: certificates are always checked, and only a cut in the last moment leaves a mail in doubt.

A server must not take a mail before it has read the line that ends it (RFC 5321, 4.1.1.4). So that line is sent by itself, after
all else has gone: whatever is cut before it has surely not arrived.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from alerts.outbox.envelope import envelope_sender, report_options
from alerts.outbox.transport import MailServerError, Outcome
from compoundwatch.config import Secrets
from compoundwatch.config.mail import MailConfig
from compoundwatch.text import one_line

_TIMEOUT_SECONDS: Final = 60
# RFC 5321, 4.5.3.2.6: a server may think so long over a whole mail; who gives up earlier doubts for nothing.
_VERDICT_SECONDS: Final = 600
# Servers end a connection after so many mails, or when it was idle; that many in a row mean that none gets through.
_MOST_LOST: Final = 3
_GOING_DOWN: Final = 421
_GO_ON: Final = 354
_LOST = (OSError, smtplib.SMTPException)


class SmtpServer:
    """One connection for all mails of a sending; used as a context manager. Raises MailServerError on entering."""

    def __init__(self, config: MailConfig, secrets: Secrets) -> None:
        self._config = config
        self._secrets = secrets
        self._smtp = smtplib.SMTP()
        self._used = False
        self._lost_in_a_row = 0

    def __enter__(self) -> Self:
        self._connect()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._smtp.close()

    def deliver(self, mail_id: str, recipient: str, body: bytes, commit: Callable[[], None]) -> Outcome:
        """Hand one mail over. Raises MailServerError where nothing can be handed over at all."""
        try:
            refusal = self._offer_again(mail_id, recipient, body)
        except _LOST as error:
            return self._cut_before(error)
        self._lost_in_a_row = 0
        return refusal or self._end(commit)

    def _offer_again(self, mail_id: str, recipient: str, body: bytes) -> Outcome | None:
        """Offer a mail; once more on a new connection where an old one turns out to be over."""
        if self._smtp.sock is None:
            self._connect()
        old = self._used
        try:
            return self._offer(mail_id, recipient, body)
        except _LOST:
            self._smtp.close()
            if not old:
                raise
        self._connect()
        return self._offer(mail_id, recipient, body)

    def _offer(self, mail_id: str, recipient: str, body: bytes) -> Outcome | None:
        """All but the end of a mail; what the server has against it."""
        self._used = True
        refusal = self._ask(mail_id, recipient)
        if refusal is None:
            self._smtp.send(_stuffed(body))
            return None
        try:
            self._smtp.rset()
        except _LOST:
            # What was said stands; the next mail connects anew.
            self._smtp.close()
        return refusal

    def _ask(self, mail_id: str, recipient: str) -> Outcome | None:
        """Sender, recipient, and whether the mail itself may come."""
        of_mail, of_recipient = report_options(self._smtp.esmtp_features, mail_id, recipient)
        refusal = self._checked(*self._smtp.mail(envelope_sender(self._config, mail_id), of_mail))
        if refusal and refusal.result == "refused":
            # No mail is to blame for that: it would set all of them aside.
            self._smtp.close()
            raise MailServerError(f"{self._where} refuses our sender: {refusal.why}; the mails stay queued")
        refusal = refusal or self._checked(*self._smtp.rcpt(recipient, of_recipient))
        if refusal:
            return refusal
        code, words = self._smtp.docmd("DATA")
        return None if code == _GO_ON else self._checked(code, words) or Outcome("queued", _said(code, words))

    def _end(self, commit: Callable[[], None]) -> Outcome:
        """The line that ends a mail, and what the server says to it."""
        try:
            commit()
        except BaseException:
            self._smtp.close()
            raise
        try:
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(_VERDICT_SECONDS)
            self._smtp.send(b".\r\n")
            code, words = self._smtp.getreply()
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(_TIMEOUT_SECONDS)
        except _LOST as error:
            self._smtp.close()
            return Outcome("in_doubt", f"connection lost while the mail was handed over: {one_line(str(error))}")
        if code == _GOING_DOWN:
            self._smtp.close()
        if not 200 <= code < 300 and not 400 <= code < 600:
            return Outcome("in_doubt", f"unexpected answer to the mail: {_said(code, words)}")
        return _judge(code, words) or Outcome("sent")

    def _checked(self, code: int, words: bytes) -> Outcome | None:
        """What an answer means. Raises SMTPServerDisconnected for one that ends the connection."""
        if code == _GOING_DOWN:
            raise smtplib.SMTPServerDisconnected(_said(code, words))
        return _judge(code, words)

    def _cut_before(self, error: Exception) -> Outcome:
        self._smtp.close()
        self._lost_in_a_row += 1
        if self._lost_in_a_row >= _MOST_LOST:
            raise MailServerError(f"{self._where} ended {_MOST_LOST} connections: {one_line(str(error))}; the mails stay queued")
        return Outcome("queued", f"connection lost before the mail was handed over: {one_line(str(error))}")

    @property
    def _where(self) -> str:
        return f"mail server {self._config.smtp_host}:{self._config.smtp_port}"

    def _connect(self) -> None:
        try:
            self._smtp = self._greeted()
        except _LOST as error:
            raise MailServerError(f"{self._where}: {one_line(str(error))}; the mails stay queued") from None
        self._used = False

    def _greeted(self) -> smtplib.SMTP:
        config, checked = self._config, ssl.create_default_context()
        if config.smtp_tls == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(config.smtp_host, config.smtp_port, timeout=_TIMEOUT_SECONDS, context=checked)
        else:
            smtp = smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=_TIMEOUT_SECONDS)
        try:
            if config.smtp_tls == "starttls":
                # Raises SMTPNotSupportedError where a server (or someone between) does not offer it: never in clear.
                smtp.starttls(context=checked)
            if self._secrets.smtp_user:
                smtp.login(self._secrets.smtp_user, self._secrets.smtp_password or "")
            smtp.ehlo_or_helo_if_needed()
            # The end of a mail is a packet of its own: it is not to wait until the one before it is acknowledged.
            if smtp.sock is not None:
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            smtp.close()
            raise
        return smtp


def _stuffed(body: bytes) -> bytes:
    """A mail as it goes over the wire, without its end: a dot that begins a line is doubled (RFC 5321, 4.5.2)."""
    whole = body if body.endswith(b"\r\n") else body + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", whole)


def _judge(code: int, words: bytes) -> Outcome | None:
    """What an answer means: None for yes, never for 5xx, later for all else (RFC 5321, 4.2.1); -1 is no answer at all."""
    if 200 <= code < 300:
        return None
    return Outcome("refused" if 500 <= code < 600 else "queued", _said(code, words))


def _said(code: int, words: bytes) -> str:
    return f"{code} {one_line(words.decode('utf-8', 'replace'))}"
