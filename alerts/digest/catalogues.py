"""For people who translate: bring locales/ up to the words in code and templates.

    python -m alerts.digest.catalogues

New texts are added without a translation, texts that nobody says any more are dropped; then edit the `.po` files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from alerts.digest.words import LOCALES
from compoundwatch.config.lexicons import load_signals

_ALERTS = Path(__file__).parents[1]
_SIGNALS = _ALERTS.parent / "configs" / "signals.yml"
_METHODS = [("**/templates/**.j2", "jinja2"), ("digest/**.py", "python"), ("subscriptions/**.py", "python")]
_OPTIONS = {"**/templates/**.j2": {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true"}}
# `say` and `count` are those of Wording; `_t` is to_translate.
_KEYWORDS = {"_": None, "_t": None, "say": None, "gettext": None, "count": (1, 2), "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def messages() -> Catalog:
    """Every text that mails say, without translations: from code, templates and the reasons of configs/signals.yml."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(_ALERTS, _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True)
    for file, _, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, locations=[(f"alerts/{file}", 0)], auto_comments=comments, context=context)
    for reason in _reasons():
        catalogue.add(reason, locations=[("configs/signals.yml", 0)])
    return catalogue


def _reasons() -> Iterator[str]:
    """As risk levels give them: a sentence. The advert's own words follow it there."""
    for signal in load_signals(_SIGNALS).signals.values():
        if signal.kind == "indicator":
            yield f"{signal.reason[:1].upper()}{signal.reason[1:]}."


def main() -> None:
    """Update every catalogue of locales/."""
    template = messages()
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/mails.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, include_lineno=False, ignore_obsolete=True)


if __name__ == "__main__":
    main()
