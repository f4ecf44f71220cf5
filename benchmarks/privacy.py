"""`python benchmarks/privacy.py [--json]`: what masking finds, and what it takes from those it should leave alone.

`masked_right`: of the personal data marked in our made-up texts, the share that is masked to the character; the rules were written
beside these texts, so the figure guards against falling and says nothing of others. `false_alarms`: masks where none is
marked, in those texts, our made-up adverts, the demo's sites, and beside the checkout (`$COMPOUNDWATCH_SHARED`) the adverts, the
ordinary posts, the spam, the news and the saved pages, none of which holds a person's papers.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
import regex
import yaml

from benchmarks.quality.folder import DataFolder
from compoundwatch.privacy import findings, rules_version
from spiders.reading.html_text import html_to_text

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("COMPOUNDWATCH_SHARED") or ROOT.parent / "shared")
TEXTS = ROOT / "tests/compoundwatch/privacy/texts.yml"
_MARK = regex.compile(r"\{\{(?P<kind>[a-z -]+): (?P<words>[^{}]+)\}\}")
_MADE_UP, _REAL = DataFolder(ROOT / "tests/quality/made_up"), DataFolder(SHARED / "data")
# Sets of texts that are nobody's papers, by the file below their folder.
_SETS = {
    "made-up adverts": (_MADE_UP, "adverts/dev.jsonl"),
    "adverts": (_REAL, "adverts/dev.jsonl"),
    "job scams": (_REAL, "emscad/dev.jsonl"),
    "more job scams": (_REAL, "emscad/train.jsonl"),
    "Thai posts": (_REAL, "thai_social/thai_social.jsonl"),
    "Chinese spam": (_REAL, "zh_sms/zh_sms_other.jsonl"),
    "paragraphs": (_REAL, "lang/udhr.jsonl"),
    "news": (_REAL, "geoparsing/lgl.jsonl"),
    "telephone numbers": (_REAL, "phones.jsonl"),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what of it has to be masked, as (kind, start, end)."""

    group: str
    text: str
    wanted: frozenset[tuple[str, int, int]]


@dataclass(slots=True)
class Counted:
    """One set: `seconds` are of the processor."""

    texts: int = 0
    wanted: int = 0
    right: int = 0
    false_alarms: int = 0
    seconds: float = 0

    def add(self, one: Labelled) -> None:
        """Mask a text and count what was right."""
        begun = time.process_time()
        found = {(finding.kind, finding.start, finding.end) for finding in findings(one.text)}
        self.seconds += time.process_time() - begun
        self.texts += 1
        self.wanted += len(one.wanted)
        self.right += len(one.wanted & found)
        self.false_alarms += len(found - one.wanted)


def labelled(file: Path = TEXTS) -> Iterator[Labelled]:
    """The made-up texts with their marks taken out."""
    for group, texts in yaml.safe_load(file.read_text(encoding="utf-8")).items():
        for marked in texts:
            yield _unmarked(group, marked)


def _unmarked(group: str, marked: str) -> Labelled:
    text, done, wanted = "", 0, set()
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        wanted.add((match["kind"], len(text), len(text) + len(match["words"])))
        text, done = text + match["words"], match.end()
    return Labelled(group, text + marked[done:], frozenset(wanted))


def texts() -> Iterator[tuple[str, Labelled]]:
    """(set, text) of every set that is there."""
    for one in labelled():
        yield f"made-up: {one.group}", one
    for name, (folder, file) in _SETS.items():
        if folder.root.is_dir():
            for row in folder.rows(file):
                yield name, _nobodys(f"{row.get('title') or ''}\n{row['text']}")
    for path in sorted((ROOT / "demo/content").rglob("*.yml")):
        yield "demo", _nobodys(path.read_text(encoding="utf-8"))
    for path in sorted((SHARED / "pages").glob("*/*")):
        yield "saved pages", _nobodys(_shown(path))


def _nobodys(text: str) -> Labelled:
    return Labelled("", text, frozenset())


def _shown(page: Path) -> str:
    text = page.read_bytes().decode("utf-8", "replace")
    return html_to_text(text) if page.suffix == ".html" else text


def measure() -> dict[str, Counted]:
    """The counts of every set."""
    counted: dict[str, Counted] = {}
    for name, one in texts():
        counted.setdefault(name, Counted()).add(one)
    return counted


def figures(counted: dict[str, Counted]) -> dict[str, float | int | str]:
    """The figures over all sets."""
    total = sum(one.texts for one in counted.values())
    wanted = sum(one.wanted for one in counted.values())
    return {
        "masked_right": sum(one.right for one in counted.values()) / wanted,
        "marked": wanted,
        "false_alarms": sum(one.false_alarms for one in counted.values()),
        "texts": total,
        "ms_per_text": 1000 * sum(one.seconds for one in counted.values()) / total,
        "rules_version": rules_version(),
    }


def main() -> None:
    """Print the figures; without --json also those of each set."""
    counted = measure()
    if "--json" in sys.argv:
        print(orjson.dumps(figures(counted)).decode())
        return
    print(f"{'set':28} {'texts':>6} {'marked':>6} {'right':>6} {'false alarms':>12} {'ms a text':>9}")
    for name, one in counted.items():
        milliseconds = 1000 * one.seconds / one.texts
        print(f"{name:28} {one.texts:6} {one.wanted:6} {one.right:6} {one.false_alarms:12} {milliseconds:9.3f}")
    for key, figure in figures(counted).items():
        print(f"{key:28} {figure:.3f}" if isinstance(figure, float) else f"{key:28} {figure}")


if __name__ == "__main__":
    main()
