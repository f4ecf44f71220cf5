"""Wallet addresses and their checksums. The addresses are test vectors of the standards; nobody holds their keys."""

from __future__ import annotations

import pytest

from tests.enrich.contacts.conftest import Find

SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP 173
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"  # BIP 350
EIP55 = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # EIP-55
P2PKH = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"  # Bitcoin wiki
TRON = "TF736Fq7ncT15v66e5HUgKEmkwS9ayJmtA"  # computed from fixed text


@pytest.mark.parametrize(("kind", "address"), [("btc", SEGWIT), ("btc", TAPROOT), ("btc", P2PKH), ("eth", EIP55), ("tron", TRON)])
def test_takes_addresses_whose_checksum_holds(find: Find, kind: str, address: str) -> None:
    assert [(contact.type, contact.value) for contact in find(f"send USDT: {address}.")] == [(kind, address)]


@pytest.mark.parametrize(
    "address", [SEGWIT[:-1] + "5", TAPROOT[:-1] + "1", P2PKH[:-1] + "3", EIP55.replace("aA", "AA"), TRON[:-1] + "B"]
)
def test_refuses_addresses_whose_checksum_does_not_hold(find: Find, address: str) -> None:
    assert find(f"send USDT: {address}.") == ()


def test_an_ethereum_address_in_one_case_carries_no_checksum_and_is_brought_into_form(find: Find) -> None:
    assert [contact.value for contact in find(EIP55.lower())] == [EIP55]
