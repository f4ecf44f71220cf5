"""The published formats, and files that are not what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.config.sanctions import ListFormat
from enrich.sanctions.compiler import merged
from enrich.sanctions.formats import BrokenListError, read_list
from enrich.sanctions.listed import Listed

SAMPLES = Path(__file__).parent / "samples"


def read(name: str, form: ListFormat) -> dict[str, Listed]:
    return merged(read_list(SAMPLES / name, form))


def test_a_quoted_alias_may_hold_a_semicolon() -> None:
    assert "Zarnobel; Partners" in read("targets.simple.csv", "opensanctions-csv")["os-1"].names


def test_a_weak_alias_is_no_name() -> None:
    assert "Jade" not in read("entities.ftm.json", "opensanctions-ftm")["ftm-1"].names
    assert "MOUNTAIN BOSS" not in read("sdn.xml", "ofac-sdn-xml")["101"].names


def test_who_only_holds_an_office_is_not_listed() -> None:
    assert "ftm-3" not in read("entities.ftm.json", "opensanctions-ftm")


def test_ships_are_passed_over() -> None:
    assert set(read("sdn.xml", "ofac-sdn-xml")) == {"101", "102"}


def test_remarks_tell_sites_mails_and_wallets() -> None:
    entity = read("sdn.csv", "ofac-sdn-csv")["201"]
    assert (entity.sites, entity.mails) == (("www.kralvin.example",), ("a@kralvin.example",))
    assert entity.wallets == ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",)


def test_files_of_one_list_are_joined_by_entity() -> None:
    parts = [*read_list(SAMPLES / "alt.csv", "ofac-alt-csv"), *read_list(SAMPLES / "sdn.csv", "ofac-sdn-csv")]
    assert merged(parts)["201"].names == ("KRALVIN SHORE INVESTMENT CO LTD", "KRALVIN BEACH GROUP")


def test_further_names_of_an_unlisted_entity_are_left_out() -> None:
    assert not merged(read_list(SAMPLES / "alt.csv", "ofac-alt-csv"))


@pytest.mark.parametrize(
    ("form", "content", "why"),
    [
        ("opensanctions-csv", b"id,schema\n1,Person\n", "name, aliases is missing"),
        ("opensanctions-csv", b"id,schema,name,aliases\n1,Person\n", "too few fields"),
        ("opensanctions-csv", b'id,schema,name,aliases\n1,Person,"x', "expected CSV"),
        ("opensanctions-csv", b"id,schema,name,aliases\n1,Person,\xff,\n", "UTF-8"),
        ("opensanctions-ftm", b'{"id": "a", "schema": "Person", "properties": {}}\n{"id": "b', ":2: expected JSON"),
        ("opensanctions-ftm", b"[]\n", "expected an entity"),
        ("ofac-sdn-xml", b"<sdnList><sdnEntry><uid>1</uid>", "expected XML"),
        ("ofac-sdn-xml", b"<html>Service unavailable", "expected XML"),
        ("ofac-sdn-csv", b"<html>Service unavailable</html>", "expected 12 fields"),
        ("ofac-alt-csv", b"1,2\n", "expected 4 fields"),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, form: ListFormat, content: bytes, why: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises(BrokenListError, match=why):
        list(read_list(path, form))


def test_an_entity_of_the_file_system_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    path = tmp_path / "sdn.xml"
    path.write_text(
        f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><sdnList><sdnEntry><uid>1</uid>'
        "<lastName>A &s; B</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>"
    )
    assert "hidden" not in str(list(read_list(path, "ofac-sdn-xml")))
