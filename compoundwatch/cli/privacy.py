"""`compoundwatch privacy FILE`: what would be masked in a text before it is written anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def privacy(
    file: Annotated[Path, typer.Argument(allow_dash=True, help="One posting as JSON, or plain text; - is stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object: what is masked, where and by which rule.")] = False,
) -> None:
    """Print a text with its masks, and what stands behind each. Nothing is stored or fetched."""
    from compoundwatch.cli.output import print_json, print_table
    from compoundwatch.privacy import mask_text, rules_version
    from compoundwatch.text import one_line

    body = _body(file)
    masked = mask_text(body)
    rows = [(one.kind, body[one.start : one.end], one.rule) for one in masked.findings]
    if as_json:
        found = [one._asdict() | {"words": words} for one, (_, words, _) in zip(masked.findings, rows, strict=True)]
        print_json({"rules_version": rules_version(), "masked": masked.text, "findings": found})
        return
    for line in masked.text.splitlines():
        print(one_line(line, limit=len(line) + 1))
    print()
    print_table(["masked as", "words", "rule"], rows)


def _body(file: Path) -> str:
    """Title and text of one posting, or the words of a file that is none."""
    import sys

    from compoundwatch.errors import CompoundwatchError, UsageError
    from compoundwatch.pipeline.enrich_lines import BadLineError, read_advert

    # A posting is never longer; a bigger file is something else.
    most_bytes = 8_000_000
    with sys.stdin.buffer if str(file) == "-" else file.open("rb") as opened:
        content = opened.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise UsageError(f"{file}: expected at most {most_bytes} bytes")
    try:
        return read_advert(content).body.lstrip("\n")
    except BadLineError as error:
        raise CompoundwatchError(f"{file}: {error}") from None
