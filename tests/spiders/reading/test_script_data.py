"""Data in scripts and attributes; no script is run."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.page import Page
from spiders.reading.javascript import javascript
from spiders.reading.script_data import script_data


def read(markup: str, name: str | None = None) -> Any:
    return script_data(Page("https://a.example/", markup.encode(errors="replace")), name)


@pytest.mark.parametrize(
    "script",
    [
        'window.__STATE__ = {"a": "x", "b": [1]}',
        'window.__STATE__={"a":"x","b":[1]};(function(){var s;}());',
        'window["__STATE__"] = {a: "x", b: [1,],};',
        "var __STATE__ = {'a': 'x', 'b': [1]}",
        'window.app = {}; window.__STATE__ = JSON.parse("{\\"a\\":\\"x\\",\\"b\\":[1]}");',
        """const __STATE__=JSON.parse('{"a":"x","b":[1]}')""",
        'if (window.__STATE__ == null) {} window.__STATE__ = /* data */{"a":"x","b":[1]}'.replace("/* data */", ""),
        'my__STATE__ = {"a": "wrong"}; __STATE__ = {"a":"x","b":[1]}',
        'window.__STATE__=(function(c,d){return {a:c,b:[d]}}("x",1));',
    ],
)
def test_a_variable_that_a_script_sets(script: str) -> None:
    assert read(f"<script>var first;</script><script>{script}</script>", "window.__STATE__") == {"a": "x", "b": [1]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a:!0,b:!1,c:void 0,d:undefined,e:null,f:1}", {"a": True, "b": False, "c": None, "d": None, "e": None, "f": 1}),
        ('{a:"it is undefined, void 0",b:null,c:2}', {"a": "it is undefined, void 0", "b": None, "c": 2}),
        (r'{a:"\x3cp\x3e",b:"\\x3c",c:"\u003C"}', {"a": "<p>", "b": "\\x3c", "c": "<"}),
        ('{a:"line\nline"}', {"a": "line\nline"}),
        ("nothing", None),
        ("{a:", None),
    ],
)
def test_javascript_that_is_data(text: str, value: Any) -> None:
    assert javascript(text) == value


def test_an_attribute_that_holds_json() -> None:
    assert read('<div id="app" data-page="{&quot;a&quot;: 1}"></div>', "#app::attr(data-page)") == {"a": 1}


def test_a_script_by_its_id() -> None:
    assert read('<script type="application/json" id="jobs">[{"a": 1}]</script>', "jobs") == [{"a": 1}]


def test_without_a_name_next_js_is_meant() -> None:
    assert read('<script id="__NEXT_DATA__" type="application/json">{"props": 1}</script>') == {"props": 1}


def test_numbered_parts_are_put_together_and_a_circle_is_cut() -> None:
    parts = [["Reactive", 1], {"jobs": 2, "when": 4}, [3, 3], {"title": 5, "board": 1}, ["Date", "2026-01-01"], "Cook"]

    found = read(f'<script id="__NUXT_DATA__">{json.dumps(parts)}</script>', "__NUXT_DATA__")

    assert found == {"jobs": [{"title": "Cook", "board": None}] * 2, "when": "2026-01-01"}


@pytest.mark.parametrize("markup", ["", "<script>x</script>", '<script id="__NEXT_DATA__">no JSON</script>'])
def test_where_nothing_stands_nothing_is_read(markup: str) -> None:
    assert read(markup) is None


HOSTILE = {
    "a circle of parts": json.dumps([[0] * 50]),
    "parts that grow by the power": json.dumps([[number + 1] * 30 for number in range(60)]),
    "braces": "window.__STATE__ = " + "{a:" * 500_000,
    "a string without an end": 'window.__STATE__ = {a:"' + "\\" * 1_000_001,
    "assignments": "__STATE__ = " * 200_000,
    "functions": "__STATE__ = (function(" + "a," * 100_000 + "){return {" + "a:a," * 100_000 + "}}(" + "1," * 100_000,
    "words": "__STATE__ = {!0" + ",!0" * 500_000,
    "rows without an end": 'self.__next_f.push([1,"' + "1:T9," * 200_000 + '"])',
    "objects": "self.__next_f.push([1," + json.dumps("1:" + '{"a":' * 900 + "1" + "}" * 900) + "])",
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("name", ["__STATE__", "__NUXT_DATA__", "__next_f"])
def test_hostile_scripts_take_seconds_at_most(what: str, name: str) -> None:
    begun = time.process_time()

    read(f'<script id="__NUXT_DATA__">{HOSTILE[what]}</script>', name)
    read(f"<script>{HOSTILE[what]}</script>", name)

    assert time.process_time() - begun < 10


PIECES = st.sampled_from(
    ["__S__ = ", "{", "}", "[", "]", "a:", '"b"', "'", '"', ",", "!0", "void 0", "JSON.parse(", ")", "(function(a){return ", "}(",
     "\\x3c", "\\", "self.__next_f.push([1,", "1:", "T5,", "`", "\n", "/*", "//", "\u2028", "null", "function(){}"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_script_raises(script: str) -> None:
    for name in ("__S__", "__next_f", "__NUXT_DATA__", "#x::attr(data-x)"):
        read(f'<script id="__NUXT_DATA__">{script}</script><script>__S__ = {script}</script>', name)
