"""The shape of a query text: operators, brackets, words and fields. What they mean is index.leaves' part.

A query is bounded before it is parsed, and the parser (LALR) is linear, so no text can take long.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from compoundwatch.errors import QueryError

MAX_CHARACTERS = 8000
MAX_LEAVES = 500
# Elasticsearch reads 30 queries inside one another, and a bracket can come to two.
MAX_DEPTH = 12

_QUOTES = '"“”„«»＂'
_EDGE = rf"\s()（）{_QUOTES}"
_GRAMMAR = rf"""
start: either
either: all (OR all)*
all: negatable (AND? negatable)*
negatable: (NOT | MINUS) negatable -> negated
         | LEFT either RIGHT -> bracketed
         | (PHRASE | WORD) -> words
         | FIELD (PHRASE | VALUE) -> field
         | FIELD LEFT (PHRASE | VALUE) (OR (PHRASE | VALUE))* RIGHT -> field_list

OR.3: /OR(?![^{_EDGE}])/
AND.3: /AND(?![^{_EDGE}])/
NOT.3: /NOT(?![^{_EDGE}])/
FIELD.2: /[A-Za-z_]+[:：](?!\/\/)/
PHRASE.2: /[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}](\*|~[^{_EDGE}]*)?/
MINUS: /-(?=[^\s-])/
LEFT: /[(（]/
RIGHT: /[)）]/
WORD: /(?!(?:OR|AND|NOT)(?![^{_EDGE}]))[^-{_EDGE}][^{_EDGE}]*/
VALUE: /[^{_EDGE}]+/
%ignore /\s+/
"""


@dataclass(frozen=True, slots=True)
class RawLeaf:
    """A word, a phrase or a field as typed. `suffix` is what follows a closing quote: `*` or `~25km`."""

    field: str | None
    text: str
    quoted: bool
    suffix: str
    position: int
    field_position: int


@dataclass(frozen=True, slots=True)
class RawGroup:
    """`either`: one of the parts is enough."""

    either: bool
    parts: tuple[RawNode, ...]


@dataclass(frozen=True, slots=True)
class RawNot:
    part: RawNode


RawNode: TypeAlias = RawLeaf | RawGroup | RawNot


def parse(text: str) -> RawNode:
    """The shape of a query. Raises QueryError, which says where and why."""
    if not text.strip():
        raise QueryError(text, 0, "it is empty; * finds every posting")
    if len(text) > MAX_CHARACTERS:
        raise QueryError(text, 0, f"it has {len(text)} characters, more than {MAX_CHARACTERS}; split it into several searches")
    _refuse_depth(text)
    try:
        root: RawNode = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as error:
        raise _explained(text, error) from None
    leaves = list(leaves_of(root))
    if len(leaves) > MAX_LEAVES:
        raise QueryError(text, leaves[MAX_LEAVES].position, f"more than {MAX_LEAVES} words; split it into several searches")
    return root


def leaves_of(root: RawNode) -> Iterator[RawLeaf]:
    match root:
        case RawLeaf():
            yield root
        case RawGroup():
            for part in root.parts:
                yield from leaves_of(part)
        case RawNot():
            yield from leaves_of(root.part)


class _Shape(Transformer[Token, RawNode]):
    """Runs while the parser does, from the leaves up, so that its own stack never grows with the text."""

    def start(self, found: list[Any]) -> RawNode:
        return found[0]  # type: ignore[no-any-return]

    def either(self, found: list[Any]) -> RawNode:
        return _group(either=True, found=found)

    def all(self, found: list[Any]) -> RawNode:
        return _group(either=False, found=found)

    def negated(self, found: list[Any]) -> RawNode:
        return RawNot(found[-1])

    def bracketed(self, found: list[Any]) -> RawNode:
        return found[1]  # type: ignore[no-any-return]

    def words(self, found: list[Token]) -> RawNode:
        return _leaf(None, found[0])

    def field(self, found: list[Token]) -> RawNode:
        return _leaf(found[0], found[1])

    def field_list(self, found: list[Token]) -> RawNode:
        values = [token for token in found[1:] if token.type in {"PHRASE", "VALUE"}]
        return _group(either=True, found=[_leaf(found[0], value) for value in values])


def _group(*, either: bool, found: list[Any]) -> RawNode:
    parts = tuple(part for part in found if not isinstance(part, Token))
    return parts[0] if len(parts) == 1 else RawGroup(either, parts)


def _leaf(field: Token | None, token: Token) -> RawLeaf:
    position = token.start_pos or 0
    name = field[:-1].lower() if field else None
    start = position if field is None else field.start_pos or 0
    if token.type != "PHRASE":
        return RawLeaf(name, str(token), False, "", position, start)
    end = max(token.rfind(quote) for quote in _QUOTES)
    return RawLeaf(name, token[1:end], True, token[end + 1 :], position, start)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="contextual", transformer=_Shape())


def _refuse_depth(text: str) -> None:
    """A bound on nesting, taken before the text is parsed (brackets in quotes count too: no search needs so many)."""
    depth = 0
    for position, char in enumerate(text):
        depth += (char in "(（") - (char in ")）")
        if depth > MAX_DEPTH:
            raise QueryError(text, position, f"brackets are nested deeper than {MAX_DEPTH}")
    negations = 0
    for word in text.split():
        negations = negations + 1 if word == "NOT" else 0
        if negations > MAX_DEPTH:
            raise QueryError(text, text.index("NOT"), f"more than {MAX_DEPTH} NOT in a row")


def _explained(text: str, error: UnexpectedInput) -> QueryError:
    if isinstance(error, UnexpectedCharacters):
        position = error.pos_in_stream or 0
        return QueryError(text, position, _why_here(text[position:]))
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        position = error.token.start_pos or 0
        return QueryError(text, position, _why_token(error.token.type, str(error.token), error.accepts or set()))
    if text.count("(") + text.count("（") > text.count(")") + text.count("）"):
        return QueryError(text, len(text), "a bracket that was opened is never closed")
    return QueryError(text, len(text), 'something must follow here: a word, a "phrase" or field:value')


def _why_here(rest: str) -> str:
    char, word = rest[0], rest.split(maxsplit=1)[0]
    if word in {"OR", "AND"}:
        return f'{word} needs a word or a bracket on both sides; to search for the word itself write "{word}"'
    if char in _QUOTES:
        return 'this quotation mark has no partner; write "two words" or leave it out'
    if char == "-":
        return 'a minus stands directly before the word that must not occur; in quotes it is searched for: "-"'
    return f"{char!r} is not expected here; put it in quotes to search for it"


def _why_token(kind: str, token: str, accepts: set[str]) -> str:
    match kind:
        case "RIGHT" if "RIGHT" not in accepts and "WORD" not in accepts:
            return "this bracket closes nothing"
        case "RIGHT":
            return "nothing stands between these brackets, or something is missing before this one"
        case _:
            return _why_here(token)
