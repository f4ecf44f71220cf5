"""What the words and fields of a query mean: raw leaves → leaves of the tree."""

from __future__ import annotations

from difflib import get_close_matches

from compoundwatch.errors import QueryError
from compoundwatch.text import tokens
from index.fields import CHOICES, DATE_FIELDS, FIELDS, NUMBER_FIELDS, WORD_FIELDS, field_name
from index.grammar import RawGroup, RawLeaf, RawNode, RawNot, leaves_of
from index.nearby import read_box, read_point, read_radius
from index.query import All, And, Box, Gazetteer, Leaf, Near, Node, Not, Or, Range, Value, Words
from index.ranges import date_range, number_range
from index.values import search_form, typed_forms


class Leaves:
    """Reads the leaves of one query. Every method raises QueryError, which says where and why."""

    def __init__(self, text: str, *, gazetteer: Gazetteer | None, country: str | None) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.countries: list[str] = [country] if country else []

    def resolve(self, root: RawNode) -> Node:
        """The tree. Countries named anywhere in the query read its telephone numbers."""
        named = [leaf.text.upper() for leaf in leaves_of(root) if leaf.field in {"country", "origin", "destination"}]
        self.countries = [code for code in named if len(code) == 2] + self.countries
        return self._node(root)

    def _node(self, raw: RawNode) -> Node:
        match raw:
            case RawLeaf():
                return self._leaf(raw)
            case RawNot():
                return Not(self._node(raw.part))
            case RawGroup():
                nodes = tuple(self._node(part) for part in raw.parts)
                return Or(nodes) if raw.either else And(nodes)

    def _leaf(self, raw: RawLeaf) -> Leaf:
        if raw.field is None:
            return All() if raw.text == "*" and not raw.quoted else self._words(raw, None)
        name = field_name(raw.field)
        if name is None:
            raise self._unknown_field(raw)
        if name == "near":
            return self._near(raw)
        if name == "box":
            return self._box(raw)
        if name in WORD_FIELDS:
            return self._words(raw, name)
        if name in NUMBER_FIELDS or name in DATE_FIELDS:
            return self._range(raw, name)
        return self._value(raw, name)

    def _words(self, raw: RawLeaf, field: str | None) -> Words:
        typed, prefix = self._without_star(raw)
        found = tokens(typed)
        if not found:
            raise self._error(raw, f"there is no letter or digit in {raw.text!r} to search for")
        return Words(tuple(token.text for token in found), prefix and not found[-1].cluster, field)

    def _value(self, raw: RawLeaf, field: str) -> Value:
        typed, prefix = self._without_star(raw)
        if prefix:
            return Value(field, (search_form(field, typed.lstrip("@")),), prefix=True)
        choices = CHOICES.get(field)
        if choices and typed.lower() not in choices:
            raise self._error(raw, f"{field} is one of {', '.join(choices)}")
        if field in {"country", "nationality"} and not (len(typed) == 2 and typed.isascii() and typed.isalpha()):
            raise self._error(raw, f"{field} is a code of two letters, such as {field}:KH")
        forms = typed_forms(field, typed, self.countries)
        if field == "compound" and self.gazetteer and (known := self.gazetteer.compound_id(typed)):
            forms = tuple(dict.fromkeys((search_form("compound", known), *forms)))
        if not forms:
            raise self._error(raw, self._why_no_value(field, typed))
        return Value(field, forms)

    def _why_no_value(self, field: str, typed: str) -> str:
        if any(char.isdigit() for char in typed) and not typed.startswith("+"):
            return f'of which country is this number? Write {field}:"+855 12 345 678" or add country:KH'
        return f"{typed!r} is no {field}"

    def _range(self, raw: RawLeaf, field: str) -> Range:
        try:
            return number_range(field, raw.text) if field in NUMBER_FIELDS else date_range(field, raw.text)
        except ValueError as error:
            raise self._error(raw, str(error)) from None

    def _near(self, raw: RawLeaf) -> Near:
        where, radius = (raw.text, raw.suffix.removeprefix("~")) if raw.quoted else _split_radius(raw.text)
        try:
            km, point = read_radius(radius), read_point(where)
        except ValueError as error:
            raise self._error(raw, str(error)) from None
        if point:
            return Near((point,), km)
        points = tuple(self.gazetteer.points(where)) if self.gazetteer else ()
        if not points:
            raise self._error(raw, f"no place or compound named {where!r} in the gazetteer; give a point: near:16.65,98.52~25km")
        return Near(points, km)

    def _box(self, raw: RawLeaf) -> Box:
        try:
            return read_box(raw.text)
        except ValueError as error:
            raise self._error(raw, str(error)) from None

    def _without_star(self, raw: RawLeaf) -> tuple[str, bool]:
        if raw.suffix.startswith("~"):
            raise self._error(raw, "a distance (~) is only understood after near:")
        if raw.quoted:
            return raw.text, raw.suffix == "*"
        if "*" in raw.text[:-1]:
            raise self._error(raw, 'the star may only end a word: recruit*; in quotes it is no star: "a*b"')
        return raw.text.removesuffix("*"), raw.text.endswith("*")

    def _unknown_field(self, raw: RawLeaf) -> QueryError:
        meant = get_close_matches(raw.field or "", FIELDS, n=1)
        guess = f"did you mean {meant[0]}:" if meant else f"fields are {', '.join(sorted(FIELDS))}"
        why = f'there is no field {raw.field}; {guess}; to search for the words put them in quotes: "{raw.field}:{raw.text}"'
        return QueryError(self.text, raw.field_position, why)

    def _error(self, raw: RawLeaf, why: str) -> QueryError:
        return QueryError(self.text, raw.position, why)


def _split_radius(typed: str) -> tuple[str, str]:
    where, _, radius = typed.rpartition("~")
    return (where, radius) if where else (typed, "")
