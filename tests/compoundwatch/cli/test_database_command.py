"""The database commands as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compoundwatch import db
from compoundwatch.cli import main
from compoundwatch.db.engine import HEAD

Run = tuple[int, str, str]


class Installation:
    """Commands on settings of one's own: exit code, stdout, stderr."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.var = folder / "var"
        self._capsys, self._monkeypatch = capsys, monkeypatch
        (folder / "app.yml").write_text("{}\n")
        monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(folder))
        monkeypatch.setenv("COMPOUNDWATCH_VAR", str(self.var))

    def use(self, url: str) -> None:
        self._monkeypatch.setenv("COMPOUNDWATCH_DATABASE_URL", url)

    def do(self, *words: str) -> Run:
        with pytest.raises(SystemExit) as left:
            main(list(words))
        told = self._capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Installation:
    monkeypatch.delenv("COMPOUNDWATCH_DATABASE_URL", raising=False)
    return Installation(tmp_path, monkeypatch, capsys)


def test_without_a_word_the_state_is_a_file(here: Installation) -> None:
    code, out, _ = here.do("database", "check", "--json")
    told = json.loads(out)
    assert (code, told["kind"], told["where"], told["schema"]) == (0, "SQLite", str(here.var / "state.sqlite"), HEAD)
    assert told["rows"]["ledger"] == 0


def test_the_environment_names_a_server(here: Installation, postgres_url: str) -> None:
    here.use(postgres_url)
    code, out, err = here.do("database", "check")
    assert (code, err) == (0, "")
    assert "PostgreSQL" in out
    assert "ledger" in out
    assert postgres_url.split(":")[2].split("@", maxsplit=1)[0] not in out
    assert not (here.var / "state.sqlite").exists()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mysql://desk:hush@127.0.0.1/state", 2),
        ("postgresql://desk:hush@127.0.0.1:9/state", 5),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(here: Installation, url: str, expected: int) -> None:
    here.use(url)
    code, out, err = here.do("database", "check")
    assert (code, out, len(err.splitlines())) == (expected, "", 1)
    assert "hush" not in err


def test_the_state_moves_to_a_server_once(here: Installation, postgres_url: str) -> None:
    engine = db.open_engine(f"sqlite:///{here.var}/state.sqlite")
    with db.writing(engine) as connection:
        connection.execute(db.marks.insert().values(name="x", value="y"))
    engine.dispose()
    here.use(postgres_url)
    words = ("database", "copy", "--from", f"sqlite:///{here.var}/state.sqlite")

    code, out, err = here.do(*words, "--json")
    assert (code, json.loads(out)["marks"]) == (0, 1)
    assert err.startswith("1 rows were copied from ")

    code, _, err = here.do(*words)
    assert code == 2
    assert "holds rows already" in err


def test_a_source_that_is_not_there_is_not_made(here: Installation, tmp_path: Path) -> None:
    code, _, err = here.do("database", "copy", "--from", f"sqlite:///{tmp_path}/no.sqlite")
    assert code == 2
    assert "no such file" in err
    assert not (tmp_path / "no.sqlite").exists()
