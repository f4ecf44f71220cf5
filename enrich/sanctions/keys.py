"""The keys under which names and addresses are found: what compiling writes and looking up asks for must be one code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

import opencc
import regex

from compoundwatch.text import fold_text
from compoundwatch.urls import canonical_url
from enrich.contacts.wallets import find_wallets
from enrich.sanctions.index_file import PAIR
from enrich.sanctions.likeness import sound
from enrich.sanctions.listed import ListedKind
from enrich.sanctions.words import UNSPACED, NameWords, latin, latin_words
from enrich.writing.lookalikes import squash_name

# PAIR: two neighbouring words in running text. Here a word of a given name; a given name that lacks a letter; a whole name;
# a name in a script without gaps; a Chinese person's name by its reading; values.
WORD, LACKING, WHOLE, UNPARTED, READING, WALLET, SITE, MAIL = "w:", "d:", "n:", "u:", "r:", "wallet:", "site:", "mail:"
# Stands for any legal form.
FORM = "#"
# A person's name in running text needs so many letters; names in scripts without gaps so many characters.
_LEAST_LETTERS = 7
_LEAST_UNPARTED: dict[ListedKind, int] = {"person": 3, "organisation": 4}
_LONGEST_NAME, _MOST_WORDS = 200, 12
_LEAST_LACKING = 6
_PINYIN = regex.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|an|en|in|un|ai|ei|ao|ou|ia|ie|iu|ua|ui|uo|ue|[aeiou])){1,3}"
)


def name_keys(kind: ListedKind, name: str, words: Sequence[str], usual: NameWords) -> Iterator[str]:
    """Every key of a listed name, whose words in Latin letters are `words`."""
    core = core_words(kind, words, usual)
    if UNSPACED.search(name):
        yield from _unparted_keys(kind, name)
    if not core or len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS:
        return
    yield whole_key(core)
    little = usual.says_little(kind, core)
    telling = [word for word in core if little or not usual.says_little(kind, (word,))]
    yield from (WORD + sound(word) for word in telling)
    if len(core) == 1:
        yield from (LACKING + form for form in lacking(core[0]))
    if kind == "organisation":
        yield from _organisation_pairs(core, set(telling), has_form=len(core) < len(words), little=little)
    elif not little and len(core) > 1 and sum(map(len, core)) >= _LEAST_LETTERS:
        yield from _pairs(core, set(telling))
        if all(_PINYIN.fullmatch(word) for word in core):
            yield READING + "".join(core)


def core_words(kind: str, words: Sequence[str], usual: NameWords) -> tuple[str, ...]:
    """The words that tell whom a name means: no legal form, no title."""
    if kind == "person":
        bare = tuple(word for word in words if word not in usual.titles)
        return bare if len(bare) > 1 else tuple(words)
    return usual.core(words)


def pair_key(left: str, right: str) -> str:
    """Of two neighbouring words, in whatever order; FORM for a legal form."""
    return f"{PAIR}{left} {right}" if left <= right else f"{PAIR}{right} {left}"


def whole_key(core: Sequence[str]) -> str:
    """Of a whole name, whatever the order of its words."""
    return WHOLE + " ".join(sorted(core))


def lacking(word: str) -> Iterator[str]:
    """The word, and what is left of it without each one of its letters: two that share one differ by a letter at most."""
    if len(word) >= _LEAST_LACKING:
        yield word
        yield from {word[:at] + word[at + 1 :] for at in range(len(word))}


def wallet_keys(printed: str) -> Iterator[str]:
    """Of a wallet address, if it is one of a kind that postings are searched for."""
    yield from (WALLET + found.value for found in find_wallets(printed.strip()))


def site_keys(url: str) -> Iterator[str]:
    """Of an address that a posting links to: the page, the site of it, and each site that this one is a part of."""
    host, path = _host_and_path(url)
    if path:
        yield f"{SITE}{host}{path}"
    labels = host.split(".")
    yield from (SITE + ".".join(labels[start:]) for start in range(len(labels) - 1))


def listed_site_key(printed: str) -> str | None:
    """Of a site as a list names it: with its path where it has one, as a page on a platform does; None if it is no site."""
    host, path = _host_and_path(printed.strip())
    return f"{SITE}{host}{path}" if "." in host else None


def _host_and_path(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(canonical_url(url if "://" in url else f"https://{url}"))
    except ValueError:
        return "", ""
    host = (parts.hostname or "").removeprefix("www.")
    return host, parts.path.rstrip("/").lower()


def mail_key(address: str) -> str:
    return MAIL + address.strip().lower()


def reading(run: str) -> str:
    """How a Chinese name is read, in Latin letters."""
    return latin(run)


def _organisation_pairs(core: Sequence[str], telling: set[str], *, has_form: bool, little: bool) -> Iterator[str]:
    if len(core) > 1 and (has_form or not little):
        yield from _pairs(core, telling)
    elif has_form and not little and len(core[0]) > 2:
        yield pair_key(sound(core[0]), FORM)


def _pairs(core: Sequence[str], telling: set[str]) -> Iterator[str]:
    """Neighbours of which one tells something, so that ordinary words lead nowhere."""
    for left, right in pairwise(core):
        if left in telling or right in telling:
            yield pair_key(sound(left), sound(right))


def _unparted_keys(kind: ListedKind, name: str) -> Iterator[str]:
    for written in {name, *(converter.convert(name) for converter in _converters())}:
        squashed, _ = squash_name(fold_text(written))
        if _LEAST_UNPARTED.get(kind, _LONGEST_NAME) <= len(squashed) <= _LONGEST_NAME and not latin_words(squashed):
            yield UNPARTED + squashed


@cache
def _converters() -> tuple[opencc.OpenCC, ...]:
    """Into simplified and into traditional characters; only compiling needs them."""
    return opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
