from __future__ import annotations

import pytest

from spiders.reading.html_text import html_to_text, printed_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("One<br>Two<br/><br>Three", "One\nTwo\n\nThree"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<table><tr><td>Pay</td><td>100</td></tr><tr><td>Place</td></tr></table>", "Pay 100\nPlace"),
        ("<p>a\n   <b>b</b>\tc</p>", "a b c"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("plain\ntext  here", "plain\ntext here"),
        ('<img class="emoji" alt="🔥"> hot <img alt="our office">', "🔥 hot"),
    ],
)
def test_blocks_stand_apart_and_words_stay_together(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<p hidden>x</p>",
        '<p style="Display : NONE">x</p>',
        '<i class="material-icons">expand_less</i>',
        "<button>Apply</button>",
        "<template>x</template>",
        "<!-- x -->",
        "<select><option>x</option></select>",
    ],
)
def test_what_a_reader_does_not_see_is_no_text(hidden: str) -> None:
    assert html_to_text(f"<p>seen</p>{hidden}") == "seen"


def test_html_that_is_escaped_once_more_is_read_through() -> None:
    assert printed_text("&lt;p&gt;Cook &amp;amp; bake&lt;/p&gt;") == "Cook & bake"


def test_escaped_tags_within_real_ones_are_the_writers_words() -> None:
    assert printed_text("<p>Write &lt;b&gt; for bold</p>") == "Write <b> for bold"
