"""What `compoundwatch check` prints: the postings of a run, its contract beside history, proposed bounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from compoundwatch.cli.output import print_table
from compoundwatch.cli.source_tables import counted, ended, short
from compoundwatch.errors import EXIT_CONTRACT, EXIT_DONE
from compoundwatch.pipeline.sourcing.bounds import RULE, proposed_bounds
from compoundwatch.pipeline.sourcing.check import Checked
from compoundwatch.pipeline.sourcing.history import History, Spread, measured_as
from compoundwatch.pipeline.sourcing.listing import Listed
from compoundwatch.posting import TaggedPosting

_POSTINGS = ("risk", "title", "employer", "place", "pay", "posted", "compounds", "url")
_CONTRACT = ("rule", "expected", "this run", "", "before: mean (least to most)", "proposed")
_HISTORIES = ("source", "state", "runs", "ended well", "postings: last", "mean", "least", "most", "last run", "outcome", "why")


def print_checked(checked: Checked) -> None:
    """What would be published, then the contract, then bounds to be put into the YAML."""
    if stats := checked.stats:
        whole = "whole list seen" if stats.complete else f"list not seen whole ({stats.finish_reason})"
        seen = f"{counted(stats.pages, 'page')}, {counted(stats.postings, 'posting')}"
        print(f"{checked.source}: {seen}, {whole}; nothing was published")
        _print_preview(checked, stats.captured)
        print_table(_CONTRACT, _contract(checked), title="the contract")
    if checked.proposed:
        print(f"from {counted(len(checked.history.good) + (checked.exit_code == EXIT_DONE), 'run')} that ended well: {RULE}\n")
        print(_yaml(checked.proposed))


def _print_preview(checked: Checked, captured: int) -> None:
    title = f"would be published: {counted(captured, 'new or changed posting')}"
    if captured > len(checked.preview):
        title += f"; the {len(checked.preview)} of the highest risk"
    if captured and checked.exit_code == EXIT_CONTRACT:
        title = f"would not be published, as the contract is broken: {counted(captured, 'posting')}"
    print_table(_POSTINGS, map(_posting, checked.preview), title=title) if checked.preview else print(title)


def print_histories(found: Iterable[tuple[Listed, History]]) -> None:
    """One line a source."""
    print_table(_HISTORIES, (_history(listed, history) for listed, history in found))


def checked_json(checked: Checked) -> dict[str, Any]:
    """The same for programs."""
    return {
        "source": checked.source,
        "exit_code": checked.exit_code,
        "why": checked.why,
        "stats": checked.stats and checked.stats.model_dump(mode="json"),
        "contract": [{**found.line.model_dump(mode="json"), "before": _spread(found.before)} for found in checked.lines],
        "runs": len(checked.history.runs),
        "proposed": checked.proposed,
        "postings": [posting.model_dump(mode="json") for posting in checked.preview],
    }


def history_json(listed: Listed, history: History) -> dict[str, Any]:
    """One source for programs."""
    return {
        "source": listed.name,
        "state": listed.state,
        "runs": len(history.runs),
        "ended_well": len(history.good),
        "measures": {name: _spread(history.spread(name)) for name in ("postings", *history.measured()) if history.spread(name)},
        "last": history.last and history.last.model_dump(mode="json"),
        "proposed": proposed_bounds(history),
    }


def _posting(posting: TaggedPosting) -> Sequence[object]:
    words = (posting.title, posting.hiring_organization, posting.job_location, posting.base_salary)
    posted = posting.date_posted.date() if posting.date_posted else None
    return (posting.risk.level, *map(short, words), posted, ", ".join(link.name for link in posting.compounds), posting.url)


def _contract(checked: Checked) -> Iterable[Sequence[object]]:
    """The lines of the YAML, then what else could be asked."""
    proposed, measures = _flat(checked.proposed), checked.stats.measures if checked.stats else {}
    for found in checked.lines:
        line = found.line
        yield (
            line.rule,
            line.expected,
            line.got,
            "kept" if line.kept else "BROKEN",
            _before(found.before),
            proposed.pop(line.rule, None),
        )
    for rule, bound in proposed.items():
        now = measures.get(measured_as(rule))
        yield rule, "not asked", None if now is None else f"{now:.3g}", None, _before(checked.history.spread(rule)), bound


def _history(listed: Listed, history: History) -> Sequence[object]:
    last, postings = history.last, history.spread("postings")
    numbers = (f"{postings.mean:.1f}", f"{postings.least:g}", f"{postings.most:g}") if postings else (None,) * 3
    why = listed.problem or (last.why if last else None)
    return (
        listed.name,
        listed.state,
        len(history.runs),
        len(history.good),
        last.postings if last else None,
        *numbers,
        last.started.strftime("%Y-%m-%d %H:%M") if last else "never",
        ended(last),
        short(why),
    )


def _before(spread: Spread | None) -> str | None:
    if spread is None:
        return None
    return f"{spread.mean:.3g} ({spread.least:.3g} to {spread.most:.3g}) in {counted(spread.runs, 'run')}"


def _spread(spread: Spread | None) -> dict[str, float] | None:
    return None if spread is None else {"runs": spread.runs, "mean": spread.mean, "least": spread.least, "most": spread.most}


def _flat(bounds: dict[str, Any]) -> dict[str, Any]:
    fill = {f"fill.{name}": share for name, share in bounds.get("fill", {}).items()}
    return {rule: bound for rule, bound in bounds.items() if rule != "fill"} | fill


def _yaml(bounds: dict[str, Any]) -> str:
    fill = ", ".join(f"{name}: {share:g}" for name, share in bounds.get("fill", {}).items())
    lines = [f"  {rule}: {bound:g}" for rule, bound in bounds.items() if rule != "fill"]
    return "\n".join(["expect:", *lines, *([f"  fill: {{{fill}}}"] if fill else [])])
