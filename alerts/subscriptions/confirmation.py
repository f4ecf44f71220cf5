"""The mail that asks its reader to confirm a subscription: the only one that goes to somebody who has not confirmed."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment

from alerts.digest.defang import defang, isolate
from alerts.digest.words import translations
from alerts.outbox.letter import Letter, Rendered
from alerts.subscriptions.active import subscriber_of
from alerts.templating import mail_templates
from compoundwatch.config import AlertConfig
from compoundwatch.config.alerts import Locale
from compoundwatch.config.mail import MailConfig


def letter_id(identity: str, nonce: str) -> str:
    """The mail of one request."""
    return hashlib.sha256(f"confirmation\n{identity}\n{nonce}".encode()).hexdigest()[:32]


def confirmation_letter(mail_id: str, alert: AlertConfig, link: str, refusal: str, config: MailConfig) -> Letter:
    """`link` leads to the page with the button, `refusal` to the one where every further mail is refused.

    What was typed into the form is shown defanged: a stranger may have typed it to be read by the owner of the address.
    """
    environment = _templates(alert.locale)
    words = {"alert": alert, "link": link, "refusal": refusal, "corrections": config.corrections, "locale": alert.locale}
    text, html = (environment.get_template(f"confirmation.{part}.j2").render(words) for part in ("txt", "html"))
    subject = translations(alert.locale).gettext("Please confirm that you want alerts from compoundwatch")
    return Letter(mail_id, "confirmation", subscriber_of(alert), Rendered(subject, text, html), stop_link=refusal)


@cache
def _templates(locale: Locale) -> Environment:
    return mail_templates(Path(__file__).parent / "templates", locale, {"typed": _typed})


def _typed(text: str) -> str:
    return isolate(defang(text))
