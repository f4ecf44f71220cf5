"""The names that people give of themselves: behind "my name is", and on a line that begins with "Name:"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from compoundwatch.privacy.finding import Finding

_WORD = r"(?:\p{L}\.|[\p{L}\p{M}'’-]+)"
_LABELS = (
    "full name|first name|last name|surname|my name|applicant|name|nama lengkap|nama|ho va ten|ho ten|ten toi|ten|pangalan|jina"
    "|nombre|nome|nom|фио|имя|ism|姓名|名字|氏名|이름|성명|ชื่อ-นามสกุล|ชื่อ-สกุล|ชื่อ|नाम|নাম|نام|الاسم|பெயர்|పేరు|නම|ឈ្មោះ|အမည်|ຊື່|ስም"
)
_LABELLED = regex.compile(
    rf"(?:^|[\n|;])[ \t*•·\-–]{{0,4}}(?:{_LABELS}) ?(?:\([\w ]{{1,20}}\))? ?[:：=-] ?(?P<name>{_WORD}(?: {_WORD}){{0,5}})"
)
_SAYINGS = (
    "my name is|my name's|nama saya|ten toi la|ten em la|em ten|toi ten|ang pangalan ko ay|ako po si|ako si|jina langu ni|naitwa"
    "|me llamo|mi nombre es|meu nome e|me chamo|je m'appelle|mon nom est|меня зовут|mera naam|मेरा नाम|मेरो नाम|আমার নাম|میرا نام"
    "|اسمي|என் பெயர்|నా పేరు|මගේ නම|ስሜ"
)
_UNSPACED_SAYINGS = "我叫|我的名字叫|ผมชื่อ|หนูชื่อ|ดิฉันชื่อ|ฉันชื่อ|ខ្ញុំឈ្មោះ|ကျွန်တော့်နာမည်|ကျွန်မနာမည်|ຂ້ອຍຊື່|私の名前は|제 이름은"
_SAID = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?:{_SAYINGS}) (?P<name>{_WORD}(?: {_WORD}){{0,2}})"
    rf"|(?:{_UNSPACED_SAYINGS}) ?(?P<name>[\p{{L}}\p{{M}}]{{2,24}})"
)
# Where a name ends that no mark ends.
_GOES_ON = regex.compile(
    r" (?:and|from|i|am|is|years?|age|a|an|the|of|in|dan|dari|umur|va|tu|y|de|et|e|и|из|мне|na|kutoka|po|mula|hai|और|से|है|हो"
    r"|আমি|اور|سے|ہے)(?: |$).*|[ .'’-]++$",
    regex.DOTALL,
)


def names_in(text: str, rule: str, labelled: bool) -> Iterator[Finding]:
    """Findings in folded text; `labelled`: also behind a label, where the whole posting is one person's papers."""
    for pattern in (_SAID, _LABELLED) if labelled else (_SAID,):
        for match in pattern.finditer(text):
            start = match.start("name")
            if name := _GOES_ON.sub("", match.group("name")):
                yield Finding("name", start, start + len(name), rule)
