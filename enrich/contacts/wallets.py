"""Wallet addresses, only with a checksum that holds. Case matters, so they are read from the printed text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import base58
import regex
from bech32 import CHARSET, bech32_hrp_expand, bech32_polymod, convertbits
from Crypto.Hash import keccak

from compoundwatch.posting import Contact, ContactType

_CANDIDATE = regex.compile(
    r"(?<![0-9A-Za-z])(?:(?P<eth>0[xX][0-9a-fA-F]{40})|(?P<segwit>(?i:bc1)[0-9A-Za-z]{11,71})|(?P<base58>[13T][1-9A-HJ-NP-Za-km-z]{25,34}))(?![0-9A-Za-z])"
)
# Without it there is none; told much faster.
_SIGN = re.compile(r"[013TbB](?:[xX][0-9a-fA-F]{40}|[cC]1[0-9A-Za-z]{11}|[1-9A-HJ-NP-Za-km-z]{25})")
# Version bytes: Bitcoin public key hash and script hash, Tron.
_BTC_VERSIONS = {0x00, 0x05}
_TRON_VERSION = 0x41
# Constants that a correct BIP 173 (version 0) or BIP 350 (versions 1 to 16) checksum leaves.
_BECH32, _BECH32M = 1, 0x2BC830A3


def find_wallets(body: str) -> Iterator[Contact]:
    """Bitcoin, Ethereum and Tron addresses of the printed text."""
    for match in _CANDIDATE.finditer(body) if _SIGN.search(body) else ():
        raw = match.group()
        named = _read(str(match.lastgroup), raw)
        if named:
            yield Contact(type=named[0], value=named[1], raw=raw, start=match.start(), end=match.end())


def _read(form: str, raw: str) -> tuple[ContactType, str] | None:
    if form == "eth":
        return ("eth", value) if (value := _ethereum(raw)) else None
    if form == "segwit":
        return ("btc", raw.lower()) if _is_segwit(raw) else None
    try:
        payload = base58.b58decode_check(raw)
    except ValueError:
        return None
    if len(payload) != 21:
        return None
    if payload[0] == _TRON_VERSION:
        return "tron", raw
    return ("btc", raw) if payload[0] in _BTC_VERSIONS else None


def _ethereum(raw: str) -> str | None:
    """The EIP-55 form. An address in one case carries no checksum and is taken; in mixed case it must hold."""
    digits = raw[2:]
    printed = digits.lower()
    digest = keccak.new(digest_bits=256, data=printed.encode()).hexdigest()
    checked = "".join(char.upper() if int(digest[index], 16) >= 8 else char for index, char in enumerate(printed))
    return f"0x{checked}" if digits in {checked, printed, printed.upper()} else None


def _is_segwit(raw: str) -> bool:
    if raw not in {raw.lower(), raw.upper()}:
        return False
    separator = raw.rfind("1")
    prefix, data = raw[:separator].lower(), [CHARSET.find(char) for char in raw[separator + 1 :].lower()]
    if prefix != "bc" or len(data) < 8 or -1 in data:
        return False
    version, program = data[0], convertbits(data[1:-6], 5, 8, False)
    if version > 16 or program is None or not 2 <= len(program) <= 40 or (version == 0 and len(program) not in {20, 32}):
        return False
    return bool(bech32_polymod([*bech32_hrp_expand(prefix), *data]) == (_BECH32M if version else _BECH32))
