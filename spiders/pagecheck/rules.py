"""The page check for HTML.

The rules rest on what walls and errors have in common: they are small, link to little, carry the marks of a vendor, and
say in their title or first lines what they are. A page with the signs of content is condemned by its headline only, a
large page almost never.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from spiders.page import Page
from spiders.pagecheck.features import Features, features_of
from spiders.pagecheck.marks import (
    challenge_header,
    challenge_mark,
    has_captcha,
    has_cloudflare_refusal,
    has_parking,
    sets_cookie_and_comes_again,
    source_of,
)
from spiders.pagecheck.verdict import Verdict
from spiders.pagecheck.words import DIRECTORY_TITLE, LOGIN_TITLE, NEEDS_SCRIPT, WORDS, WordedClass
from spiders.reading.markup import tree

# Words and links up to which a page may be a wall: the longest challenge pages have 150 words and ten links, pages of
# registrars and "not found" pages with a menu somewhat more.
_WALL_WORDS = 350
_WALL_LINKS = 60
_TINY_WORDS = 120
_TINY_LINKS = 20
_LEAD = 500
_SHELL_WORDS = 40
_SHELL_LINKS = 8
_TITLE_PART = regex.compile(r"\s+[|:·•–—»›-]+\s+|\n|\s*[|·•»›]\s*|::")
_LOGIN_PATH = regex.compile(r"/(?:log-?in|sign-?in|authwall|checkpoint|auth|sso|session/new|accounts?/login)(?:[/.]|$)")
_LOGIN_LINK = regex.compile(rb"(?:href|action)=[\"']?[^\"'>\s]{0,200}?(?:log-?in|sign-?in|/auth|/sso)")
_LOGIN_SCRIPT = regex.compile(rb"location(?:\.href)? ?=[^;]{0,80}/(?:authwall|log-?in|sign-?in)")
_CONSENT_PLACE = regex.compile(r"^consent\.|^guce\.|/(?:consent|collectconsent|cookiewall|privacy-?gate|cookie-consent)(?:[/.]|$)")
_DOMAIN = regex.compile(r"[\w-]{2,63}\.[a-z]{2,18}\b")
# "No work? Come to us": what an advert asks is no statement of a list.
_SENTENCE = regex.compile(r"[^.!?\u061f\u3002\uff01\uff1f\n]*+.?", regex.DOTALL)
_ASKS = ("?", "\u061f", "\uff1f")
_SIGNS = (
    "boolean(//article)", "boolean(//time)", "boolean(//*[@itemprop])", "boolean(//link[@rel='canonical' or @rel='next'])",
    "boolean(//meta[@property='og:type' or @property='og:url'])", "count(//td | //dd) > 3", "count(//li) > 15", "count(//p) > 5",
    "boolean(//main)", "boolean(//script[contains(@type, 'ld+json')])",
)  # fmt: skip
_MARKED: tuple[WordedClass, ...] = ("blocked", "suspended", "parked")
_LATER: tuple[WordedClass, ...] = ("not_found", "error")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page with what the rules ask for more than once."""

    page: Page
    shown: Features
    source: bytes
    signs: int

    @property
    def is_small(self) -> bool:
        return self.shown.words <= _WALL_WORDS and self.shown.links <= _WALL_LINKS

    @property
    def is_tiny(self) -> bool:
        return self.shown.words <= _TINY_WORDS and self.shown.links <= _TINY_LINKS


def judge_html(page: Page) -> Verdict:
    """The verdict of the first rule that has one; content where nothing speaks against it."""
    shown = features_of(page)
    document = tree(page)
    seen = _Seen(page, shown, source_of(page), sum(1 for sign in _SIGNS if document.xpath(sign)))
    return next(filter(None, (rule(seen) for rule in _RULES)), Verdict("content", _why_content(shown)))


def _why_content(shown: Features) -> tuple[str, ...]:
    return (f"{shown.words} words and {shown.links} links, and nothing that says otherwise",)


def _challenge(seen: _Seen) -> Verdict | None:
    shown = seen.shown
    if header := challenge_header(seen.page):
        return Verdict("blocked", (header,))
    if seen.is_small and (vendor := challenge_mark(seen.source)):
        return Verdict("blocked", (f"mark of: {vendor}", f"only {seen.shown.words} words"))
    if seen.is_small and has_cloudflare_refusal(seen.source):
        return Verdict("blocked", ("Cloudflare's page for a refusal",))
    if shown.words <= _SHELL_WORDS and not shown.links and sets_cookie_and_comes_again(seen.source):
        return Verdict("blocked", ("a script that sets a cookie and comes again, and no words",))
    little_else = seen.is_tiny and seen.signs <= 2 and shown.passwords == 0 and shown.typed_inputs <= 1
    if little_else and has_captcha(seen.source) and not _login_title(seen.shown):
        return Verdict("blocked", (f"a captcha and only {seen.shown.words} words",))
    return None


def _preview(seen: _Seen) -> Verdict | None:
    """A Telegram preview: posts, or none of them."""
    if b"tgme_widget_message" in seen.source:
        return Verdict("content", ("a channel's preview with posts",))
    if b"tgme_page" in seen.source and seen.shown.host in {"t.me", "telegram.me", "telegram.dog"}:
        return Verdict("empty", ("a channel's page without posts",))
    return None


def _standing_in(seen: _Seen) -> Verdict | None:
    sale = seen.shown.title and _DOMAIN.search(seen.shown.title) and WORDS["parked"].search(seen.shown.title)
    if sale or (seen.is_small and has_parking(seen.source)):
        return Verdict("parked", ("the title offers a domain" if sale else "parts of a parking service",))
    return _worded(seen, _MARKED)


def _login(seen: _Seen) -> Verdict | None:
    shown = seen.shown
    if not seen.is_small:
        return None
    if part := _login_title(shown):
        return Verdict("login", (f"the title says {part!r}",))
    if _LOGIN_PATH.search(shown.path) and (shown.passwords or shown.typed_inputs):
        return Verdict("login", ("the address and a form are a log-in's",))
    asked = WORDS["login"].search(_zone(seen))
    if shown.passwords and seen.is_tiny and (asked or shown.words <= _TINY_WORDS / 2):
        return Verdict("login", (f"a password field and only {shown.words} words",))
    if asked and seen.is_tiny and seen.signs <= 2 and _LOGIN_LINK.search(seen.source):
        return Verdict("login", (f"says {asked!r}",))
    return None


def _leads_to_login(seen: _Seen) -> Verdict | None:
    if not seen.shown.words and _LOGIN_SCRIPT.search(seen.source):
        return Verdict("login", ("a script that leads to a log-in, and no words",))
    return None


def _login_title(shown: Features) -> str | None:
    return next((part for part in _TITLE_PART.split(shown.title) if LOGIN_TITLE.is_all_of(part.strip(" .!"))), None)


def _consent(seen: _Seen) -> Verdict | None:
    if not seen.is_small:
        return None
    if _CONSENT_PLACE.search(f"{seen.shown.host}{seen.shown.path}"):
        return Verdict("consent", ("the address is a consent page's",))
    if match := WORDS["consent"].search(seen.shown.title):
        return Verdict("consent", (f"the title says {match!r}",))
    said = set(WORDS["consent"].every(_zone(seen))) if seen.signs <= 2 else set()
    return Verdict("consent", (f"says {', '.join(map(repr, sorted(said)))}",)) if len(said) >= 3 else None


def _missing_or_broken(seen: _Seen) -> Verdict | None:
    return _worded(seen, _LATER) or _large_headline(seen)


def _large_headline(seen: _Seen) -> Verdict | None:
    """A page with a whole menu round it, whose title says little but "page not found"."""
    for page_class in _LATER:
        for part in _TITLE_PART.split(seen.shown.title):
            match = WORDS[page_class].search(part)
            if match and len(match) * 2 > len(part) and (seen.is_small or WORDS[page_class].search(seen.shown.headings)):
                return Verdict(page_class, (f"the title says {match!r}",))
    return None


def _worded(seen: _Seen, classes: tuple[WordedClass, ...]) -> Verdict | None:
    zone = _zone(seen)
    for page_class in classes:
        if zone and (match := WORDS[page_class].search(zone)):
            return Verdict(page_class, (f"says {match!r}", f"only {seen.shown.words} words and {seen.shown.links} links"))
    return None


def _zone(seen: _Seen) -> str:
    """Where words may condemn the page: nowhere on a large one, in the headline of content, else in its first lines or all."""
    if not seen.is_small:
        return ""
    if seen.signs > 2:
        return seen.shown.headline
    return f"{seen.shown.headline}\n{seen.shown.text if seen.is_tiny else seen.shown.text[:_LEAD]}"


def _directory(seen: _Seen) -> Verdict | None:
    if DIRECTORY_TITLE.search(seen.shown.title) and DIRECTORY_TITLE.search(seen.shown.headings or seen.shown.title):
        return Verdict("empty", ("the listing of a folder",))
    return None


def _shell(seen: _Seen) -> Verdict | None:
    shown = seen.shown
    if shown.words > _SHELL_WORDS or shown.links > _SHELL_LINKS:
        return None
    needs_script = NEEDS_SCRIPT.search(shown.noscript) or NEEDS_SCRIPT.search(shown.text)
    if shown.scripts and (shown.words <= _SHELL_WORDS / 4 or needs_script):
        return Verdict("script_shell", (f"{shown.scripts} scripts and only {shown.words} words",))
    if shown.words == 0 and not shown.images and not shown.frames:
        return Verdict("empty", ("nothing stands on the page",))
    return None


def _lists_nothing(seen: _Seen) -> Verdict | None:
    zone = seen.shown.headline if seen.signs > 2 or not seen.is_small else f"{seen.shown.headline}\n{seen.shown.text}"
    said = "".join(sentence for sentence in _SENTENCE.findall(zone) if not sentence.endswith(_ASKS))
    match = WORDS["empty"].search(said)
    return Verdict("empty", (f"says {match!r}",)) if match else None


_RULES = (
    _challenge,
    _preview,
    _standing_in,
    _login,
    _leads_to_login,
    _consent,
    _missing_or_broken,
    _directory,
    _shell,
    _lists_nothing,
)
