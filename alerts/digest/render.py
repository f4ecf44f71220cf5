"""A digest as the two parts of a mail: plain text and HTML, of the same content, in the reader's language."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import Markup

from alerts.digest import defang, labels
from alerts.digest.digest import Card, Digest
from alerts.digest.reader import Reader
from alerts.digest.remarks import Remarks
from alerts.digest.subject import headline, subject
from alerts.digest.wording import Wording
from alerts.outbox.letter import Rendered
from alerts.templating import mail_templates

# Gmail cuts off what is longer than 102 KB, and with it how to stop the mails.
LONGEST_HTML = 100_000

Ending = Literal["html", "txt"]


def render(digest: Digest) -> Rendered:
    """Both parts of a mail. Text of the web is isolated, escaped and its links are dead in both.

    Where the HTML would be so long that mail programs cut it off, fewer cards are shown.
    """
    words = Wording(digest.reader)
    while True:
        html = _part("html", digest, words)
        size = len(html.encode())
        if size <= LONGEST_HTML or not digest.cards:
            return Rendered(subject(digest, words), _part("txt", digest, words), html)
        digest = digest.with_at_most(min(len(digest.cards) - 1, len(digest.cards) * LONGEST_HTML // size))


def render_card(card: Card, reader: Reader, source_titles: Mapping[str, str], alert_titles: Mapping[str, str]) -> Markup:
    """The HTML of one card alone, as it stands in a mail, without the mail's style sheet; titles are by name."""
    context = _context("html", Wording(reader), alert_titles) | {"digest": {"source_titles": source_titles}}
    module = _templates(reader.locale).get_template("card.html.j2").make_module(context)
    return Markup(module.card(card))  # type: ignore[attr-defined]  # noqa: S704 - a macro of it, which escapes


def _part(ending: Ending, digest: Digest, words: Wording) -> str:
    context = _context(ending, words, {alert.name: alert.title for alert in digest.alerts})
    template = _templates(digest.reader.locale).get_template(f"digest.{ending}.j2")
    return template.render(context, digest=digest, headline=headline(digest, words))


def _context(ending: Ending, words: Wording, alert_titles: Mapping[str, str]) -> dict[str, Any]:
    remarks = Remarks(words, _in_html, Markup) if ending == "html" else Remarks(words, _in_text, str)
    return {"words": words, "labels": labels, "remarks": remarks, "alert_titles": alert_titles}


@cache
def _templates(locale: str) -> Environment:
    filters: dict[str, Callable[..., Any]] = {
        "defang": defang.defang,
        "isolated": defang.isolate,
        "web": _in_html,
        "plain": _in_text,
        "safe_link": defang.safe_link,
        "shown_link": defang.shown_link,
        "shell": shlex.quote,
    }
    return mail_templates(Path(__file__).parent / "templates", locale, filters)


def _in_html(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(defang.defang(text))


def _in_text(text: str) -> str:
    return defang.isolate(defang.defang(text))
