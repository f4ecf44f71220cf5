"""The words of mails in the reader's language. English is the text in the code; the others are catalogues in locales/."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LOCALES = Path(__file__).parent / "locales"
SOURCE_LOCALE = "en"


def to_translate(text: str) -> str:
    """The text itself: only marks for the catalogue what is translated later, where it is shown."""
    return text


@cache
def translations(locale: str) -> NullTranslations:
    """What translates to `en`, `th` or `zh_Hans`, for gettext and jinja2.ext.i18n. Raises OSError for a locale without catalogue.

    The `.po` file itself is read, once in a process, so that there is nothing to compile and nothing to forget.
    """
    if locale == SOURCE_LOCALE:
        return NullTranslations()
    compiled = BytesIO()
    with (LOCALES / locale / "LC_MESSAGES" / "mails.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale))
    compiled.seek(0)
    return Translations(compiled)
