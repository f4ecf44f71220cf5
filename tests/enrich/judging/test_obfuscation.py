"""Which words count as hidden from filters, and which are only words."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
import yaml

from compoundwatch.posting import Advert
from enrich import Enricher

LEXICONS = Path(__file__).parents[3] / "configs" / "lexicons"


def hidden(enricher: Enricher, text: str) -> list[str]:
    tagged = enricher.enrich(Advert(text=text))
    return [f"\n{text}"[found.start : found.end] for found in tagged.indicators if found.name == "obfuscated_text"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("急招.聘客服，月薪两万", "招.聘"),
        ("招·聘打字员，包吃住", "招·聘"),
        ("去柬.埔.寨上班，机票全包", "柬.埔.寨"),
        ("去柬_埔寨上班，机票全包", "柬_埔寨"),
        ("缅-甸北部 高*薪 打字员", "缅-甸"),
        ("有意者加薇联系 abc_made_up", "加薇联系"),
        ("有意者卫星号 abc_made_up", "卫星号"),
    ],
)
def test_words_that_are_cut_or_have_another_name(enricher: Enricher, text: str, word: str) -> None:
    assert word in hidden(enricher, text)


@pytest.mark.parametrize(
    "text",
    [
        "招聘客服，月薪两千，地点柬埔寨金边",
        "招 聘 启 事：本公司招聘会计一名",
        "招聘：缅甸语翻译，泰国、老挝出差",
        "卫星电视安装工，V领工作服，动物园企鹅馆饲养员",
        "线路：曼谷-北京-上海，高薪-稳定",
    ],
)
def test_plain_words_are_not_hidden(enricher: Enricher, text: str) -> None:
    assert hidden(enricher, text) == []


def test_no_term_is_told_from_a_plain_word_by_a_sign_alone() -> None:
    """Tokens leave signs out: such a term would find every plain word. A cut word belongs into the code instead."""
    terms = {
        term
        for lexicon in LEXICONS.glob("*.yml")
        for term in yaml.safe_load(lexicon.read_text(encoding="utf-8"))["signals"].get("obfuscated_text", ())
    }
    assert terms
    assert not [term for term in terms if regex.search(r"[\p{L}\p{M}][^\p{L}\p{M}\p{N}\s(){}|*'’]+[\p{L}\p{M}]", term)]
