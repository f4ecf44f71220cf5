"""A digest as the two parts of a mail: plain text and HTML, of the same content."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from alerts.digest import defang, wording
from alerts.digest.digest import Digest
from alerts.outbox.letter import Rendered


def render(digest: Digest) -> Rendered:
    """Both parts of a mail. Text of the web is isolated, escaped and its links are dead in both."""
    subject = wording.subject(digest)
    words = {
        "digest": digest,
        "subject": subject,
        "headline": subject.removeprefix("compoundwatch: "),
        "checked": wording.checked(digest.checked),
        "alert_titles": {alert.name: alert.title for alert in digest.alerts},
        "source_titles": digest.source_titles,
        "headings": wording.HEADINGS,
        "explanations": wording.EXPLANATIONS,
        "labels": wording.CONTACTS,
    }
    text, html = (_templates().get_template(f"digest.{part}.j2").render(words) for part in ("txt", "html"))
    return Rendered(subject, text, html)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        # Blocks on a line of their own leave no line behind, so that the text part reads as it is written.
        trim_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "defang": defang.defang,
        "isolated": defang.isolate,
        "web": _in_html,
        "plain": _in_text,
        "safe_link": defang.safe_link,
        "shown_link": defang.shown_link,
        "shell": shlex.quote,
        "moment": wording.moment,
        "language": wording.language,
        "place": wording.place,
        "strength": wording.strength,
        "trouble": wording.trouble,
    }
    environment.filters.update(filters)
    return environment


def _in_html(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(defang.defang(text))


def _in_text(text: str) -> str:
    return defang.isolate(defang.defang(text))
