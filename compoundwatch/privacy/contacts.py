"""Numbers, addresses and handles in a text that is known to be one person's own."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from compoundwatch.privacy.finding import Finding, Kind

_MAIL = regex.compile(r"(?<![\w.+-])[a-z0-9][\w.+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}")
# Seven digits at least, as they are written in groups; a sum, a date or a part of something longer is none.
_PHONE = regex.compile(
    r"(?<![a-z0-9_@/$€£¥₹₱฿#-]|[0-9][.,:])(?:\+|00|\(\+?)?[0-9](?:[ \t().\-–/]{0,2}[0-9]){6,14}+"
    r"(?![0-9a-z@%]|[.,:/][0-9]|[ ]?(?:usd|\p{Sc}))"
)
_YEAR = "(?:19|20)[0-9]{2}"
_DATE = regex.compile(
    rf"{_YEAR}[-./ ](?:0?[1-9]|1[0-2])[-./ ][0-9]{{1,2}}|[0-9]{{1,2}}[-./ ][0-9]{{1,2}}[-./ ]{_YEAR}|{_YEAR} ?[-–/] ?{_YEAR}"
)
_HANDLE = regex.compile(
    r"(?<![\w@.])@[a-z][\w.]{2,31}"
    r"|(?:https?://)?(?:t\.me|wa\.me|line\.me|m\.me|zalo\.me|facebook\.com|fb\.com|instagram\.com|linkedin\.com)/[\w@+?=&./-]{2,80}"
)
_APPS = (
    "whatsapp|telegram|wechat|weixin|wx|line|zalo|viber|signal|skype|imo|messenger|facebook|fb|instagram|ig|qq|kakaotalk"
    "|微信号?|微信號|電報|电报|飞机|飛機|ไอดีไลน์|ไลน์|카톡|телеграм|тг"
)
_APP_WORD = "id|号|號|账号|帳號|no|number|username|handle"
_NAMED = regex.compile(
    rf"(?<![\p{{Latin}}\p{{Cyrillic}}])(?:{_APPS})(?: ?(?:{_APP_WORD}))?(?: ?[:：=] ?| (?=\S*[0-9_]))"
    r"(?P<handle>[a-z0-9_][\w.-]{3,31})"
)


def contacts_in(text: str, rule: str) -> Iterator[Finding]:
    """Mail addresses, telephone numbers, handles and profile links, whoever's they are."""
    for match in _MAIL.finditer(text):
        yield Finding("e-mail", *match.span(), rule)
    for match in _PHONE.finditer(text):
        if not _DATE.fullmatch(match.group()):
            yield Finding("phone", *match.span(), rule)
    for match in _HANDLE.finditer(text):
        yield Finding("contact", *match.span(), rule)
    for match in _NAMED.finditer(text):
        kind: Kind = "phone" if match.group("handle").replace("-", "").isdigit() else "contact"
        yield Finding(kind, *match.span("handle"), rule)
