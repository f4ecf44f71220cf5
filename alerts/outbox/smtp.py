"""SMTP with no doubt left unsaid: certificates are always checked, and a cut after DATA is told as such."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self

from alerts.outbox.envelope import envelope_sender, report_options
from alerts.outbox.transport import MailServerError, Outcome
from compoundwatch.config import Secrets
from compoundwatch.config.mail import MailConfig
from compoundwatch.text import one_line

_TIMEOUT_SECONDS = 60


class SmtpServer:
    """One connection for all mails of a sending; used as a context manager. Raises MailServerError on entering."""

    def __init__(self, config: MailConfig, secrets: Secrets) -> None:
        self._config = config
        self._secrets = secrets
        self._smtp = smtplib.SMTP()

    def __enter__(self) -> Self:
        try:
            self._smtp = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            where = f"{self._config.smtp_host}:{self._config.smtp_port}"
            raise MailServerError(f"mail server {where}: {one_line(str(error))}; the mails stay queued") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._smtp.close()

    def deliver(self, mail_id: str, recipient: str, body: bytes, commit: Callable[[], None]) -> Outcome:
        """Hand one mail over. Until DATA nothing can have arrived; from then on a cut leaves it in doubt."""
        try:
            refusal = self._envelope(mail_id, recipient)
        except (OSError, smtplib.SMTPException) as error:
            return Outcome("queued", f"connection lost before the mail was handed over: {one_line(str(error))}")
        if refusal:
            return refusal
        commit()
        try:
            return _judge(*self._smtp.data(body)) or Outcome("sent")
        except smtplib.SMTPDataError as error:
            return _judge(error.smtp_code, _bytes(error.smtp_error)) or Outcome("in_doubt", "unexpected answer to DATA")
        except (OSError, smtplib.SMTPException) as error:
            return Outcome("in_doubt", f"connection lost while the mail was handed over: {one_line(str(error))}")

    def _envelope(self, mail_id: str, recipient: str) -> Outcome | None:
        """Sender and recipient; what the server has against them. A connection that an earlier mail lost is made anew."""
        if self._smtp.sock is None:
            self._smtp = self._connect()
        self._smtp.ehlo_or_helo_if_needed()
        of_mail, of_recipient = report_options(self._smtp.esmtp_features, mail_id, recipient)
        sender = envelope_sender(self._config, mail_id)
        refusal = _judge(*self._smtp.mail(sender, of_mail)) or _judge(*self._smtp.rcpt(recipient, of_recipient))
        if refusal:
            self._smtp.rset()
        return refusal

    def _connect(self) -> smtplib.SMTP:
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
        except BaseException:
            smtp.close()
            raise
        return smtp


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _judge(code: int, words: bytes) -> Outcome | None:
    """What an answer means: None for yes, later for 4xx, never for 5xx (RFC 5321, 4.2.1)."""
    if code < 400:
        return None
    said = f"{code} {one_line(words.decode('utf-8', 'replace'))}"
    return Outcome("queued" if code < 500 else "refused", said)
