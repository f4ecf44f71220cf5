"""What a digest says, in the reader's language and hours: names of languages and places, degrees, moments, whole sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from alerts.digest import labels
from alerts.digest.reader import Reader
from alerts.digest.words import SOURCE_LOCALE, translations
from alerts.health import Checked, SourceTrouble
from alerts.matching.hit import HitCompound, HitPlace
from alerts.matching.notice import Notice

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
# British English: the day before the month.
_REGIONS = {"en": "en_GB"}


class Wording:
    """The words for one reader. What it gives holds no markup; what it takes from adverts comes back as it was."""

    def __init__(self, reader: Reader) -> None:
        self.code = reader.locale
        self._locale = Locale.parse(_REGIONS.get(reader.locale, reader.locale))
        self._zone = ZoneInfo(reader.time_zone)
        self._words = translations(reader.locale)

    def say(self, text: str) -> str:
        """A fixed text in the reader's language."""
        return str(self._words.gettext(text)) if text else ""

    def count(self, one: str, many: str, number: int) -> str:
        """A phrase with `%(num)s` for a number, in the right plural."""
        return str(self._words.ngettext(one, many, number)) % {"num": self.number(number)}

    def number(self, number: float, pattern: str | None = None) -> str:
        return _decimal(number, pattern, self._locale)

    def share(self, number: float) -> str:
        """`0.9` → `0.90`."""
        return self.number(number, "0.00")

    def moment(self, when: datetime) -> str:
        """`21 November 2026, 09:06 UTC`."""
        local = when.astimezone(self._zone)
        return f"{self.day(when)}, {format_time(local, 'HH:mm', locale=self._locale)} {_offset(local)}"

    def day(self, when: datetime) -> str:
        """`21 November 2026`."""
        return format_date(when.astimezone(self._zone).date(), "long", self._locale)

    def language(self, code: str) -> str:
        """`zh-Hans` → "Simplified Chinese"; the code itself where there is no name."""
        names: Mapping[str, str] = self._locale.languages
        found = names.get(code.replace("-", "_")) or names.get(code.split("-", maxsplit=1)[0])
        if code == "und" or not (found or _LANGUAGE.fullmatch(code)):
            return self.say("language unknown")
        return found or code

    def place(self, found: HitPlace) -> str:
        """What is known of a place beside its name: country, role, precision."""
        country = self._locale.territories.get(found.country or "", found.country)
        # A country says no more than its name.
        where = f"{country}; " if country and found.precision != "country" else ""
        return f"{where}{self.say(labels.ROLES[found.role])}; {self.say(labels.PRECISION[found.precision])}"

    def strength(self, link: HitCompound) -> str:
        """`0.9` → "strong indication (0.90)"."""
        degree = labels.STRONG if link.strength >= 0.75 else labels.MODERATE if link.strength >= 0.4 else labels.WEAK
        return self.say(degree) % {"strength": self.share(link.strength)}

    def tie(self, link: HitCompound) -> str:
        """Why an advert points to a compound; the whole reason is kept in English."""
        if self.code == SOURCE_LOCALE:
            return link.reason
        return f"{self.say(labels.LINKS[link.by])} ({link.reason})"

    def reason(self, line: str) -> str:
        """A reason for the risk level: our sentence translated where the catalogue has it, the advert's words as they are."""
        sentence, mark, quoted = line.partition(": “")
        known = self.say(f"{sentence.removesuffix('.')}.")
        return f"{known.rstrip('.。')}{mark}{quoted}" if mark else known

    @property
    def joint(self) -> str:
        """What joins the parts of "7 new copies on 2 new boards under 1 new contact"."""
        return str(self._words.pgettext("between parts of a phrase", " "))

    def trouble(self, source: SourceTrouble | Notice) -> str:
        """A sentence on a source that failed, without its name."""
        said = self.say(labels.TROUBLES[source.trouble])
        if source.since is None:
            return said
        since = self.say("last checked %(moment)s") if source.trouble == "late" else self.say("since %(moment)s")
        return f"{said}, {since % {'moment': self.moment(source.since)}}"

    def back(self, notice: Notice) -> str:
        """That a source can be read again, and how long it could not, without its name."""
        words = {"until": self.moment(notice.until or notice.since), "since": self.moment(notice.since)}
        return self.say("can be read again since %(until)s; it could not be from %(since)s on") % words

    def checked(self, work: Checked) -> str:
        """What was looked at, in one sentence."""
        if not work.sources:
            return self.say("No source was checked since your last digest.")
        looked = {
            "sources": self.count("%(num)s source", "%(num)s sources", work.sources),
            "pages": self.count("%(num)s page", "%(num)s pages", work.pages),
            "postings": self.count("%(num)s posting", "%(num)s postings", work.postings),
        }
        if not work.since:
            return self.say("Checked: %(sources)s, %(pages)s, %(postings)s seen (known ones counted too).") % looked
        whole = self.say("Checked since %(since)s: %(sources)s, %(pages)s, %(postings)s seen (known ones counted too).")
        return whole % {"since": self.moment(work.since), **looked}


# A digest says the same few numbers again and again, and babel reads its pattern each time.
@lru_cache(maxsize=4096)
def _decimal(number: float, pattern: str | None, locale: Locale) -> str:
    return format_decimal(number, pattern, locale)


def _offset(local: datetime) -> str:
    """`UTC`, or `UTC+07:00`: short names of zones mean different things in different countries."""
    return f"UTC{local.isoformat(timespec='minutes')[16:]}" if local.utcoffset() else "UTC"
