"""How the server cuts what people type in Kibana against `words.*`, so that they find what the product's own search finds.

Documents hold our tokens, so only the typed words must be cut the same way: a regular expression does it, where the server
has a tokenizer of type `pattern` (every full installation has). Without it Thai, Lao, Khmer and Burmese are found only where
the person puts a space after each syllable sign; the product's own search is the same in both.
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
# compoundwatch.text's rule in Java's words: a grapheme cluster of a script without spaces, else a word.
_TOKEN: Final = rf"(?=[{_UNSPACED}])\X|[\p{{L}}\p{{N}}_][\p{{L}}\p{{M}}\p{{N}}_&&[^{_UNSPACED}]]*"
_LIKE_OURS: Final[dict[str, Any]] = {
    "tokenizer": {"our_tokens": {"type": "pattern", "pattern": _TOKEN, "group": 0}},
    "analyzer": {TYPED: {"type": "custom", "tokenizer": "our_tokens", "filter": ["cjk_width", "lowercase", "asciifolding"]}},
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
