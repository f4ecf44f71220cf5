"""How the server cuts what people type in Kibana against `words.*`, so that they find what the product's own search finds.

Documents hold our tokens, so only the typed words must be cut the same way: a regular expression does it, where the server
has the parts (every full installation has: they are in its module `analysis-common`). Without them Thai, Lao, Khmer and Burmese
are found only where the person puts a space after each sign; the product's own search is the same in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Name of the analyzer.
TYPED: Final = "typed"

_UNSPACED: Final = (
    "".join(rf"\p{{Is{script}}}" for script in ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar")) + "\u30fc"
)
# UAX #29, table 2: marks that begin a cluster of their own; consonants that a sign before them ties to the one before that.
# Java's own \X does neither as our `regex` does.
_APART: Final = r"\u102B\u102C\u1038\u1062-\u1064\u1067-\u106D\u1083\u1087-\u108C\u108F\u109A-\u109C\u1A61\u1A63\u1A64\uAA7B\uAA7D"
_TIES: Final = r"\u1039\u17D2"
_TIED: Final = (
    r"\u1000-\u102A\u103F\u1050-\u1055\u105A-\u105D\u1061\u1065\u1066\u106E-\u1070\u1075-\u1081\u108E\u1780-\u17B3"
    r"\uA9E0-\uA9E4\uA9E7-\uA9EF\uA9FA-\uA9FE\uAA60-\uAA6F\uAA71-\uAA73\uAA7A\uAA7E\uAA7F"
)
_MARKS: Final = rf"[\p{{M}}&&[^{_APART}]]*+"
# compoundwatch.text's rule in Java's words: a grapheme cluster of a script without spaces, else a word. Every repetition is
# possessive and none of a group unbounded, for Java's stack grows with those.
_CLUSTER: Final = rf"[{_UNSPACED}]{_MARKS}(?:(?<=[{_TIES}])[{_TIED}]{_MARKS}){{0,20}}+"
_TOKEN: Final = rf"{_CLUSTER}|[\p{{L}}\p{{N}}_][\p{{L}}\p{{M}}\p{{N}}_&&[^{_UNSPACED}]]*+"
# What NFKC makes two letters of in these scripts, and what is not seen.
_LETTERS: Final = {
    "\u0e33": "\u0e4d\u0e32",
    "\u0eb3": "\u0ecd\u0eb2",
    "\u0edc": "\u0eab\u0e99",
    "\u0edd": "\u0eab\u0ea1",
} | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_LIKE_OURS: Final[dict[str, Any]] = {
    "char_filter": {"our_letters": {"type": "mapping", "mappings": [f"{old}=>{new}" for old, new in _LETTERS.items()]}},
    "tokenizer": {"our_tokens": {"type": "pattern", "pattern": _TOKEN, "group": 0}},
    "analyzer": {
        TYPED: {
            "type": "custom",
            "char_filter": ["our_letters"],
            "tokenizer": "our_tokens",
            "filter": ["cjk_width", "lowercase", "asciifolding"],
        }
    },
}
_PLAIN: Final[dict[str, Any]] = {
    "analyzer": {TYPED: {"type": "custom", "tokenizer": "standard", "filter": ["lowercase"]}},
}


def typed_analysis(client: Elasticsearch) -> dict[str, Any]:
    """The best that this server takes, as the `analysis` of an index's settings. Raises the client's errors."""
    from elasticsearch import BadRequestError

    try:
        client.indices.simulate_template(index_patterns=["nothing-is-made"], template={"settings": {"analysis": _LIKE_OURS}})
    except BadRequestError:
        return _PLAIN
    return _LIKE_OURS
