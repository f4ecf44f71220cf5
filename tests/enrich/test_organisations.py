"""Organisations: companies by the words of their names, listed groups by their aliases, the employer where the text has it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compoundwatch.posting import Organisation

Organisations = Callable[..., list[Organisation]]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Join Blue Harbour Trading Ltd, day shift", "Blue Harbour Trading Ltd"),
        ("Kenanga Maju Sdn. Bhd. mencari staf", "Kenanga Maju Sdn. Bhd."),
        ("PT Mitra Laut Biru membuka lowongan", "PT Mitra Laut Biru"),
        ("บริษัท ดาวเหนือ เซอร์วิส จำกัด รับสมัคร", "บริษัท ดาวเหนือ เซอร์วิส จำกัด"),
        ("诚聘：海蓝餐饮管理有限公司", "海蓝餐饮管理有限公司"),
        ("агентство «Белый Парус» подбирает", "агентство «Белый Парус»"),
    ],
)
def test_companies_by_their_ending_or_beginning(organisations_of: Organisations, text: str, raw: str) -> None:
    assert [organisation.raw for organisation in organisations_of(text)] == [raw]


def test_a_listed_group_has_the_name_of_the_list(organisations_of: Organisations) -> None:
    assert organisations_of("Huione Pay accepted")[0].name == "Huione Group"


def test_the_employer_counts_where_it_stands_in_the_text(organisations_of: Organisations) -> None:
    assert [organisation.raw for organisation in organisations_of("Work for cafe mimosa today", "cafe mimosa")] == ["cafe mimosa"]


@pytest.mark.parametrize(
    "text", ["limited seats, company will pay", "บริษัทจัดการให้หมด", "ການບໍລິສັດ ຈ່າຍ", "Only 5 seats. Group discount"]
)
def test_plain_words_are_no_company(organisations_of: Organisations, text: str) -> None:
    assert organisations_of(text) == []
