"""One run of the main job over one day's web, done as a user would do it, and what it left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from compoundwatch.config.settings import CONFIGS_VARIABLE, VAR_VARIABLE
from compoundwatch.errors import CompoundwatchError
from compoundwatch.posting import Posting
from demo.check import Traces
from demo.check.traces import Asked, Summary
from demo.serve import READY

CHECKOUT = Path(__file__).parents[1]
CONFIGS = CHECKOUT / "demo" / "configs"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a demo keeps all it makes, which `make demo-reset` removes, and the settings it runs with."""

    var: Path = CHECKOUT / "var" / "demo"
    configs: Path = CONFIGS

    @property
    def requests(self) -> Path:
        """What the demo web was asked during the last run, a JSON line each."""
        return self.var / "web" / "requests.jsonl"

    @property
    def summary(self) -> Path:
        """The last run's table as JSON."""
        return self.var / "web" / "summary.json"

    @property
    def outbox(self) -> Path:
        return self.var / "outbox"

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that make the command line work on the demo."""
        return {CONFIGS_VARIABLE: str(self.configs), VAR_VARIABLE: str(self.var)}


@contextmanager
def web_of(place: Place, day: int) -> Iterator[None]:
    """The demo web in a child process that ends when we do: it reads our end of a pipe.

    Raises CompoundwatchError where it cannot be served.
    """
    place.requests.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "demo", "serve", "--day", str(day), "--log", str(place.requests)]
    child = subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        said = child.stdout.readline().strip()
        if said != READY:
            raise CompoundwatchError(said or "the demo web could not be served")
        try:
            yield
        finally:
            child.stdin.close()


def run_main_job(place: Place) -> Traces:
    """Run the main job over the web that is being served, its table on our stdout, and gather what it leaves behind.

    Raises CompoundwatchError where it gives no summary.
    """
    earlier = _mails(place)
    place.summary.unlink(missing_ok=True)
    exit_code = _compoundwatch(place, "run", "--summary", str(place.summary)).returncode
    if not place.summary.is_file():
        raise CompoundwatchError(f"compoundwatch run ended with exit code {exit_code} and without a summary")
    return Traces(
        exit_code=exit_code,
        summary=Summary.model_validate_json(place.summary.read_bytes()),
        archive=_archive(place),
        csv=_printed(place, "search", "*", "--csv", "--limit", "1000").decode(),
        mails=[mail for name, mail in _mails(place).items() if name not in earlier],
        earlier=list(earlier.values()),
        requests=[Asked.model_validate_json(line) for line in place.requests.read_text(encoding="utf-8").splitlines()],
    )


def _compoundwatch(place: Place, *arguments: str, capture: bool = False) -> subprocess.CompletedProcess[bytes]:
    """The command line on the demo; it ends when we are killed, so that the next run finds nobody at work."""
    command = [sys.executable, "-m", "compoundwatch.tied_process", *arguments]
    environment = {**os.environ, **place.environment}
    return subprocess.run(command, env=environment, cwd=CHECKOUT, stdout=subprocess.PIPE if capture else None, check=False)


def _archive(place: Place) -> dict[str, Posting]:
    """Every posting, asked for as an outside program would."""
    found = json.loads(_printed(place, "search", "*", "--json", "--limit", "1000"))
    postings = (Posting.model_validate(entry) for entry in found["postings"])
    return {posting.id: posting for posting in postings}


def _printed(place: Place, *arguments: str) -> bytes:
    found = _compoundwatch(place, *arguments, capture=True)
    if found.returncode:
        raise CompoundwatchError(f"compoundwatch {arguments[0]} ended with exit code {found.returncode}")
    return found.stdout


def _mails(place: Place) -> dict[str, EmailMessage]:
    """All digests in the outbox by file name."""
    return {path.name: message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(place.outbox.glob("*.eml"))}
