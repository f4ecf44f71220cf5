"""Mail addresses, also written "name [at] host [dot] com"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from enrich.contacts.found import Found

# A full stop of Chinese, or a dot between blanks, stands for a dot only before a suffix that ends the address.
_DOT = (
    r"(?:\.|[ ]{0,2}[.。][ ]{0,2}(?=(?:com|net|org|cn|tw|hk|jp|kr|info|io|co)(?![a-z0-9]))"
    r"|[ ]?[\[({<][ ]?(?:\.|dot|点|點)[ ]?[\])}>][ ]?|[ ]{1,2}dot[ ]{1,2})"
)
_AT = r"(?:[ ]?@[ ]?|[ ]?[\[({<][ ]?(?:@|at|a)[ ]?[\])}>][ ]?)"
_LABEL = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?+"
_LOCAL = rf"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9_%+\-]{{0,63}}+(?:{_DOT}[a-z0-9_%+\-]{{1,63}}+){{0,4}}?"
_MAIL = regex.compile(rf"{_LOCAL}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}{_DOT}[a-z]{{2,24}}(?![a-z0-9\-])")
# Spelled out with no brackets at all, only before a host that nothing else is called.
_SPELLED = regex.compile(
    rf"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{{0,63}}+[ ]{{1,2}}at[ ]{{1,2}}"
    rf"(?:{_LABEL}[ ]{{1,2}}dot[ ]{{1,2}}[a-z]{{2,24}}|(?:gmail|yahoo|hotmail|outlook|proton|protonmail|yandex|mail)\.[a-z]{{2,4}})"
    r"(?![a-z0-9])"
)
# Another sign that the text itself says to replace: "hr#host.com（#换成@）".
_REPLACED = regex.compile(
    rf"(?<![a-z0-9])(?P<local>[a-z0-9][a-z0-9._+\-]{{0,63}}+)(?P<sign>[#*$&!])(?P<host>{_LABEL}(?:\.{_LABEL}){{1,4}}+)"
)
_TOLD = regex.compile(
    r"(?P<sign>[#*$&!])[ ]?(?:换成|換成|改成|改为|換為|换|換|代替|=|→|->|to|is|means|แทน|เป็น)[ ]?@"
    r"|(?:replace|把|將|将)[ ]?(?P<sign>[#*$&!])"
)
# Without it the pattern need not be tried.
_AT_SIGN = re.compile(r"@ ?[a-z0-9][a-z0-9\-]*(?: {0,2}[.。]| ?[\[({<]|  ?dot)|[\[({<] ?[a@]")
_AT_WORD = re.compile(" at ")
_ANY_SIGN = regex.compile(r"[a-z0-9][#*$&!][a-z0-9]")
# Suffixes that stand behind a blank only in an address.
_USUAL_SUFFIXES = frozenset(
    "com net org info biz asia cn hk tw th vn id my ph sg in pk np bd lk mm kh la jp kr ru kz uz ae sa ke tz ug uk".split()
)


def find_mails(plain: str) -> Iterator[Found]:
    """Mail addresses, from left to right."""
    for pattern, sign in ((_MAIL, _AT_SIGN), (_SPELLED, _AT_WORD)):
        first = sign.search(plain)
        # No address goes over two lines, so that none begins before the line of the first sign.
        for match in pattern.finditer(plain, plain.rfind("\n", 0, first.start()) + 1) if first else ():
            value = _plain_address(match.group())
            if value.count("@") == 1 and ".." not in value and _meant(match.group(), value):
                yield Found("email", value, match.start(), match.end())
    yield from _with_another_sign(plain)


def _with_another_sign(plain: str) -> Iterator[Found]:
    told = _TOLD.search(plain) if _ANY_SIGN.search(plain) else None
    for match in _REPLACED.finditer(plain) if told else ():
        if told and match["sign"] == told["sign"]:
            yield Found("email", f"{match['local']}@{match['host']}", match.start(), match.end())


def _meant(raw: str, value: str) -> bool:
    """Whether "name @ host.suffix" with blanks is an address: "ask me @ the.office" is none."""
    return " @" not in raw or value.rpartition(".")[2] in _USUAL_SUFFIXES


def _plain_address(raw: str) -> str:
    text = regex.sub(_DOT, ".", raw)
    text = regex.sub(_AT, "@", text, count=1) if "@" in text or regex.search(r"[\[({<]", text) else text.replace(" at ", "@", 1)
    return "".join(text.split())
