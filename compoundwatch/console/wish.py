"""A form as a saved search, and a saved search as the values of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from alerts.subscriptions.stored import UNCONFIRMED
from compoundwatch.config import AlertConfig
from compoundwatch.console.choices import Choices
from compoundwatch.console.form import Form
from compoundwatch.errors import QueryError
from compoundwatch.text import inline, one_line
from index.query import Gazetteer, Node, parse_query

ONE = ("query", "title", "email", "min_level", "rate", "time_zone", "hour", "heartbeat", "locale", "most")
MANY = ("countries", "languages", "compounds", "links", "tell", "outlets")

Values = Mapping[str, str | Sequence[str]]

_HINTS = {
    "title": "Give it a name of 1 to 200 characters.",
    "email": "This is not a mail address that we can write to, such as desk@example.org.",
    "query": "Write what the adverts you look for say: up to 2,000 characters.",
    "tell": "Choose at least one thing to be told.",
    "outlets": "Choose how you want to be told.",
    "time_zone": "Choose a time zone of the list.",
    "hour": "Choose a full hour from 0 to 23.",
    "most": "Choose a number from 1 to 50.",
    "compounds": "Choose compounds of the list.",
}
_OTHER = "Choose one of the list."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for; `node` is its query."""

    alert: AlertConfig
    node: Node


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a form cannot be taken: field → a sentence."""

    errors: Mapping[str, str]


def read_wish(form: Form, choices: Choices, gazetteer: Gazetteer) -> Wish | Refused:
    """The saved search of a form; whatever is wrong is said by field, all at once."""
    errors: dict[str, str] = {}
    try:
        alert = AlertConfig.model_validate({**_given(form), "consent": UNCONFIRMED})
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            field = str(each["loc"][0]) if each["loc"] else "outlets"
            errors[field] = _HINTS.get(field, _OTHER)
        return Refused({name: errors[name] for name in (*ONE, *MANY) if name in errors})
    if not set(alert.compounds) <= choices.compounds.keys():
        errors["compounds"] = _HINTS["compounds"]
    try:
        node = parse_query(alert.query, gazetteer=gazetteer)
    except QueryError as error:
        errors["query"] = f"We cannot read this at character {error.position + 1}: {one_line(error.why, 300)}"
    return Refused(errors) if errors else Wish(alert, node)


def values_of(alert: AlertConfig) -> Values:
    """What the form shows of a saved search."""
    fields = alert.model_dump(mode="json")
    one = {name: str(fields[name]) for name in ONE}
    return {**one, **{name: list(fields[name]) for name in MANY}}


def values_in(form: Form) -> Values:
    """What was typed, to be shown again; missing fields are empty."""
    return {**{name: form.one(name) for name in ONE}, **{name: form.many(name) for name in MANY}}


def hidden(alert: AlertConfig) -> list[tuple[str, str]]:
    """A saved search as hidden fields, which the next form sends back."""
    values = values_of(alert)
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        pairs += [(name, value)] if isinstance(value, str) else [(name, each) for each in value]
    return pairs


def _given(form: Form) -> dict[str, Any]:
    """Fields as they were sent; what was left empty takes its default, but never what must be said."""
    needed = {"title", "email", "query"}
    one = {name: inline(form.one(name)).strip() for name in ONE}
    given: dict[str, Any] = {name: value for name, value in one.items() if value or name in needed}
    return {**given, **{name: tuple(form.many(name)) for name in MANY}}
