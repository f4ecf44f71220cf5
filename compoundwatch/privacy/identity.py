"""Numbers of passports and national identity papers: their forms, what their check digits say, and examples of each.

A number counts behind a word that names its paper (compoundwatch.privacy.cues); one whose form is found nowhere else counts
alone too. Forms and check digits are those of the issuing states, as Wikipedia's "National identification number" and the library
idnumbers gather them. A number that begins like a telephone's (+, 00, and 0 but where a scheme has it) is never one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from compoundwatch.privacy.finding import Kind

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Scheme:
    """`form` is of folded text; `example` is made up and passes `valid`. `alone`: needs no word before it."""

    name: str
    form: str
    example: str
    valid: Check | None = None
    alone: bool = False
    kind: Kind = "national id"


def _checked(country: str, paper: str = "NationalID") -> Check:
    """What idnumbers says of a number as it is printed, in capitals and without blanks and brackets."""

    def valid(number: str) -> bool:
        papers = import_module(f"idnumbers.nationalid.{country}")
        return bool(getattr(papers, paper).validate(number.upper().translate(_BLANKS)))

    return valid


def _plainly(check: Check) -> Check:
    """The same of the digits alone."""
    return lambda number: check(number.replace("-", "").replace(" ", ""))


def _luhn(number: str) -> bool:
    digits = [int(char) for char in reversed(number) if char.isdigit()]
    return sum(sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(digits)) % 10 == 0


def _many_digits(number: str) -> bool:
    return sum(char.isdigit() for char in number) >= 8


_BLANKS = str.maketrans("", "", " ()")
_DATE6 = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d"
_YEAR_FIRST6 = r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_NRC_KINDS = "n|naing|e|p|pyu|c|t|နိုင်|ဧည့်|ပြု|စ|သ|သီ|ဧ|နို"

# The letters before a passport's digits are never those that stand for an app, a telephone or a currency.
_NO_LETTERS = "(?!(?:wa|ws|vx|wx|qq|tg|hp|wp|zl|ln|id|no|rs|rm|us|tk|ph|fb|ig|sms)[ -]?[0-9])"
PASSPORTS = Scheme("passport", rf"{_NO_LETTERS}(?:[a-z]\d{{7,8}}|[a-z]{{2}}\d{{6,7}})[a-z]?", "AB0000000", kind="passport number")
NUMBERED_PASSPORTS = Scheme(
    "passport number", rf"{_NO_LETTERS}(?:[a-z]{{1,2}}[ -]?\d{{6,8}}[a-z]?|[1-9]\d{{7,8}})", "900000000", kind="passport number"
)

SCHEMES = (
    Scheme("aadhaar", r"[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}", "2000 0000 0009", _checked("IND")),
    # The fourth letter is P for a person; a firm's number is no secret.
    Scheme("pan", r"[a-z]{3}p[a-z]\d{4}[a-z]", "AAAPA0000A"),
    Scheme(
        "chinese",
        r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]",
        "110101199001010007",
        _checked("CHN", "ResidentID"),
        alone=True,
    ),
    Scheme("thai", r"[1-8]\d{12}", "1101000000009", _checked("THA")),
    Scheme("thai", r"[1-8]([ -])\d{4}\1\d{5}\1\d\d\1\d", "1-1010-00000-00-9", _plainly(_checked("THA")), alone=True),
    Scheme("vietnamese", r"0(?:[0-8]\d|9[0-6])[0-3]\d{8}|\d{9}", "001099000000"),
    Scheme("indonesian", rf"[1-9]\d{{5}}(?:{_DATE6}|[4-7]\d(?:0[1-9]|1[0-2])\d\d)\d{{4}}", "3101010101900001"),
    Scheme("malaysian", rf"{_YEAR_FIRST6}\d{{6}}", "900101010000", _checked("MYS", "NRIC")),
    Scheme("malaysian", rf"{_YEAR_FIRST6}-\d\d-\d{{4}}", "900101-01-0000", _checked("MYS", "NRIC"), alone=True),
    Scheme("singaporean", r"[stfgm]\d{7}[a-z]", "S0000001I", _checked("SGP")),
    Scheme("hong_kong", r"[a-z]{1,2}\d{6}(?:\([0-9a]\)|[0-9a])", "A000000(3)", _checked("HKG")),
    Scheme("taiwanese", r"[a-z][12]\d{8}", "A100000001", _checked("TWN")),
    Scheme("pakistani", r"[1-7]\d{12}", "3000000000001"),
    Scheme("pakistani", r"[1-7]\d{4}-\d{7}-\d", "30000-0000000-1", alone=True),
    Scheme("bangladeshi", r"[1-9]\d{9}|[1-9]\d{12}|(?:19|20)\d{15}|[1-9]\d\d \d{3} \d{4}", "1000000000"),
    Scheme("sri_lankan", r"\d{9}[vx]|(?:19|20)\d{10}", "900010000V"),
    Scheme("nepali", r"\d\d[-/]\d\d[-/]\d\d[-/]\d{5}|\d{3}-\d{3}-\d{3}-\d|\d{5,11}/\d{2,6}", "00-00-00-00000"),
    Scheme("philippine", r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}-\d{7}-\d|\d\d-\d{7,9}-\d|[1-9]\d{15}", "0000-0000000-0"),
    Scheme("kenyan", r"[1-9]\d{6,7}", "10000000"),
    Scheme("ugandan", r"c[mf]\d\d[0-9a-z]{10}", "CM900000000AAA", _many_digits),
    Scheme("nigerian", r"[1-9]\d{10}", "10000000000"),
    Scheme("tanzanian", r"(?:19|20)\d\d(?:0[1-9]|1[0-2])\d\d-?\d{5}-?\d{5}-?\d\d", "19900101-00000-00000-00", alone=True),
    Scheme("ethiopian", r"\d{4}([ -]?)\d{4}\1\d{4}(?:\1\d{4})?", "0000 0000 0000 0000"),
    Scheme("south_african", rf"{_YEAR_FIRST6}\d{{7}}", "9001010000080", _luhn),
    Scheme("uzbek", rf"[1-6]{_DATE6}\d{{7}}", "30101900000000"),
    Scheme("kazakh", rf"{_YEAR_FIRST6}[1-6]\d{{5}}", "900101300017", _checked("KAZ", "IndividualIDNumber")),
    Scheme("kyrgyz", rf"[12]{_DATE6}\d{{7}}", "10101900000000"),
    Scheme("russian_passport", r"\d\d ?\d\d(?: ?(?:№|n|no|номер):? ?| )?\d{6}", "00 00 № 000000", kind="passport number"),
    Scheme("russian_pension", r"\d{3}-\d{3}-\d{3}[ -]\d\d", "000-000-000 00"),
    Scheme("korean", rf"{_YEAR_FIRST6}-[1-8]\d{{6}}", "900101-1000000", alone=True),
    Scheme("japanese", r"\d{4}([ -]?)\d{4}\1\d{4}", "1000 0000 0005", _plainly(_checked("JPN", "MyNumber"))),
    Scheme("emirati", r"784-?(?:19|20)\d\d-?\d{7}-?\d", "784-1990-0000000-2", _luhn, alone=True),
    Scheme("saudi", r"[12]\d{9}", "1000000008", _luhn),
    Scheme("egyptian", rf"[23]{_YEAR_FIRST6}\d{{7}}", "29001010100017"),
    Scheme("brazilian", r"\d{11}", "00000000191", _checked("BRA", "CPFNumber")),
    Scheme("brazilian", r"\d{3}\.\d{3}\.\d{3}-\d\d", "000.000.001-91", _checked("BRA", "CPFNumber"), alone=True),
    Scheme("cambodian", r"\d{9}(?:\(\d\d\))?", "000000000(01)"),
    Scheme("lao", r"\d{2}-\d{6,8}|[1-9]\d{7,11}", "00-0000000"),
    Scheme("burmese", r"[1-9][0-9]{5}", "100000"),
    Scheme(
        "burmese",
        rf"(?:1[0-4]|[1-9]) ?/ ?[\p{{L}}\p{{M}}. ]{{2,24}}\((?:{_NRC_KINDS})\) ?\d{{6}}",
        "12/AAAAAA(N)000000",
        alone=True,
    ),
    Scheme("any", r"[1-9]\d{6,17}|\d{3}-\d\d-\d{4}|[a-z]{1,3}\d{6,12}", "100000000"),
)
