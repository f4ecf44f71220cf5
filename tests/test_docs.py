"""The pages are held to the code: links lead somewhere, commands and options exist, every command is written about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from compoundwatch.cli import build_app

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
COMMANDS = typer.main.get_command(build_app())

_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
_SHOWN = re.compile(r"(?:^\s*|`|\.venv/bin/)(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?compoundwatch ([a-z][^`\n]*)", re.MULTILINE)


def shown_commands() -> list[tuple[str, str]]:
    return [(str(page.relative_to(ROOT)), found) for page in PAGES for found in _SHOWN.findall(page.read_text(encoding="utf-8"))]


def options_of(words: list[str]) -> set[str]:
    """The options of the command that a line calls. Raises AssertionError where there is no such command."""
    assert isinstance(COMMANDS, TyperGroup)
    command = COMMANDS.commands.get(words[0])
    assert command is not None, f"there is no command {words[0]!r}"
    if isinstance(command, TyperGroup):
        for name in words[1].split("|"):
            assert name in command.commands, f"there is no command {words[0]} {name}"
        command = command.commands[words[1].split("|")[0]]
    return {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    missing = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize(("page", "line"), shown_commands())
def test_shown_commands_and_options_exist(page: str, line: str) -> None:
    shown = set(re.findall(r"(?<=\s)--[a-z-]+", line))
    assert shown <= options_of(line.split()) | {"--help", "--debug"}, page


def test_every_command_stands_in_the_readme() -> None:
    assert isinstance(COMMANDS, TyperGroup)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [name for name in COMMANDS.commands if f"compoundwatch {name}" not in readme]
