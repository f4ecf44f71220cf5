"""Asking the person at the terminal for what no option gave."""

from __future__ import annotations

import sys

import typer

from compoundwatch.errors import UsageError


def asked(value: str | None, question: str, flag: str) -> str:
    """What was given, else what the person answers. Raises UsageError where nobody answers."""
    return value if value is not None else _prompt(question, flag, None)


def asked_if(asking: bool, value: str | None, question: str, flag: str) -> str:
    """The same of what may stay empty; who gave all that is needed by options is not asked."""
    return value if value is not None else _prompt(question, flag, "") if asking else ""


def codes(text: str) -> tuple[str, ...]:
    """`en, sw` taken apart."""
    return tuple(code.strip() for code in text.split(",") if code.strip())


def _prompt(question: str, flag: str, default: str | None) -> str:
    try:
        return str(typer.prompt(question, default=default, show_default=False, err=True)).strip()
    except typer.Abort:
        if sys.stdin.isatty():
            raise
        raise UsageError(f"{flag} is needed, and nobody is there to be asked") from None
