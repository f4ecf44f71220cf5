"""Text that a database refuses does not break the transaction that writes it."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.db.storable import storable, to_json

HOSTILE = ["nul \0 within", "half a pair \ud800", "the other half \udfff end", "both \0\udc00\0"]
HARMLESS = ["", "plain", "สวัสดี 你好 😀", "\\u0000 as words", "tab\tand\nline", "\ufffe\uffff"]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert storable(text) == text
    assert json.loads(to_json(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_column_takes_it(state_engine: Engine, text: str) -> None:
    with db.writing(state_engine) as connection:
        connection.execute(db.marks.insert().values(name="x", value=text))
        assert connection.scalar(select(db.marks.c.value)) == storable(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_json_column_takes_it_in_keys_and_values(state_engine: Engine, text: str) -> None:
    row = {"run": "a/1", "source": "a", "started": 1.0, "published": False, "stats": {text: [text]}}
    with db.writing(state_engine) as connection:
        connection.execute(db.runs.insert(), [row])
        assert connection.scalar(select(db.runs.c.stats)) == {storable(text): [storable(text)]}


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_written_is_found_by_the_same_words(state_engine: Engine, text: str) -> None:
    with db.writing(state_engine) as connection:
        connection.execute(db.insert_new(connection, db.cursors).values(name=text, seq=1))
        connection.execute(db.insert_new(connection, db.cursors).values(name=text, seq=2))
        assert connection.scalars(select(db.cursors.c.seq).where(db.cursors.c.name.in_([text]))).all() == [1]


def test_many_rows_at_once(state_engine: Engine) -> None:
    with db.writing(state_engine) as connection:
        connection.execute(db.marks.insert(), [{"name": str(n), "value": f"\0{n}\ud800"} for n in range(3)])
        assert set(connection.scalars(select(db.marks.c.value))) == {f"\ufffd{n}\ufffd" for n in range(3)}


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_json_of_any_text_is_the_json_of_its_storable_form(text: str) -> None:
    dumped = to_json({"x": text})
    assert json.loads(dumped) == {"x": storable(text)}
    dumped.encode()


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_what_json_does_not_have_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json([number])
