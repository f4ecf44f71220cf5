"""`compoundwatch explain ID|FILE`: the words, and the sum behind the score."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compoundwatch.cli.output import print_json, print_table
from compoundwatch.errors import CompoundwatchError, UsageError

if TYPE_CHECKING:
    from compoundwatch.config import Settings
    from compoundwatch.pipeline.explain import Explanation

# A posting is never longer; a bigger file is something else.
_MOST_BYTES = 8_000_000


def explain(
    target: Annotated[
        str,
        typer.Argument(
            metavar="ID|FILE",
            help="A stored posting (8 digits of its id are enough), or a file: one posting as JSON, or plain text.",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show a posting's words with every span marked, and the sum behind its score. An indication, never a verdict."""
    from compoundwatch.config import load_settings

    settings = load_settings()
    path = Path(target)
    explanation = _of_file(path, settings) if path.is_file() else _of_stored(target, settings)
    if as_json:
        print_json({**asdict(explanation), "risk": explanation.risk.model_dump(), "total": explanation.total})
    else:
        _print(explanation)


def _of_file(path: Path, settings: Settings) -> Explanation:
    from compoundwatch.pipeline.enrich_lines import BadLineError, read_advert
    from compoundwatch.pipeline.explain import explain_posting
    from enrich import Enricher

    content = path.read_bytes()[: _MOST_BYTES + 1]
    if len(content) > _MOST_BYTES:
        raise UsageError(f"{path}: expected at most {_MOST_BYTES} bytes")
    try:
        advert = read_advert(content)
    except BadLineError as error:
        raise CompoundwatchError(f"{path}: {error}") from None
    return explain_posting(advert, Enricher.load(settings).enrich(advert))


def _of_stored(posting_id: str, settings: Settings) -> Explanation:
    from compoundwatch.pipeline.explain import explain_posting
    from index import open_store
    from index.lookup import find_posting, looks_like_id

    if not looks_like_id(posting_id):
        raise UsageError(f"{posting_id[:200]!r}: expected a file, or 8 to 32 hex digits of a stored posting's id")
    with open_store(settings) as store:
        posting = find_posting(store, posting_id)
    return explain_posting(posting, posting)


def _print(explanation: Explanation) -> None:
    from compoundwatch.text import one_line

    for line in explanation.marked.splitlines():
        print(one_line(line, limit=len(line) + 1))
    print()
    rows = [(f"{line.points:+.2f}", line.text) for line in explanation.lines]
    print_table(["points", "because"], [*rows, (f"{explanation.total:+.2f}", "sum")])
    print(f"\nscore {explanation.risk.score:.2f}, level {explanation.risk.level}: an indication with its reasons, never a verdict.")
