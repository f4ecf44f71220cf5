"""How templates of mails are read: escaped in HTML, in the reader's language, and with no name that is missing passed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from alerts.digest.words import translations


def mail_templates(folder: Path, locale: str, filters: Mapping[str, Callable[..., Any]]) -> Environment:
    """The templates in `folder` for readers of one locale."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        # Blocks on a line of their own leave no line behind, so that the text part reads as it is written.
        trim_blocks=True,
    )
    environment.install_gettext_translations(translations(locale), newstyle=True)  # type: ignore[attr-defined]  # the extension's
    environment.filters.update(filters)
    return environment
