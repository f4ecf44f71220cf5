from __future__ import annotations

from alerts.matching.excerpt import Segment, excerpt, mark


def shown(segments: tuple[Segment, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in segments)


def test_the_words_found_are_marked() -> None:
    assert shown(mark("Work in KK Park now", [(8, 15)])) == "Work in [KK Park] now"


def test_a_word_deep_in_a_long_text_is_shown_with_what_stands_around_it() -> None:
    text = "a " * 5000 + "KK Park" + " b" * 5000
    assert "a [KK Park] b" in shown(excerpt(text, [(10_000, 10_007)]))


def test_an_excerpt_of_a_megabyte_is_short() -> None:
    text = "KK Park " * 125_000
    assert len(shown(excerpt(text, [(at * 8, at * 8 + 7) for at in range(125_000)]))) < 700


def test_without_a_word_the_beginning_is_shown() -> None:
    assert shown(excerpt("word " * 1000, [])).startswith("word word")


def test_what_was_left_out_is_told() -> None:
    assert shown(excerpt("word " * 1000, [])).endswith(" …")


def test_no_mark_is_torn_from_its_letter() -> None:
    text = "ကို" * 2000
    assert not shown(excerpt(text, [(3000, 3003)])).removeprefix("… ").startswith(("ို", "ု"))


def test_lines_are_joined_and_direction_controls_dropped() -> None:
    assert shown(mark("one\n\ntwo \u202ethree", [])) == "one two three"
