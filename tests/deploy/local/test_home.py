"""What a local Airflow keeps, and the settings it runs with."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.__main__ import main
from deploy.local.home import CHECKOUT, Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "airflow", 18080)


def test_the_password_is_made_once_and_told_once(home: Home) -> None:
    password = home.make()
    assert password is not None
    assert len(password) >= 16
    assert json.loads(home.passwords.read_text()) == {"admin": password}
    assert home.make() is None
    assert json.loads(home.passwords.read_text()) == {"admin": password}


def test_nobody_else_reads_a_secret(home: Home) -> None:
    home.make()
    home.environment({})
    secrets = [*home.folder.glob("*.key"), home.passwords]
    assert len(secrets) == 4
    assert all(path.stat().st_mode & 0o077 == 0 for path in [*secrets, home.folder])


def test_secrets_stay_the_same_and_differ_from_each_other(home: Home) -> None:
    home.make()
    names = ["AIRFLOW__API__SECRET_KEY", "AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__CORE__FERNET_KEY"]
    first, again = ([home.environment({})[name] for name in names] for _ in range(2))
    assert first == again
    assert len(set(first)) == 3


def test_the_key_of_tokens_is_as_long_as_what_signs_with_it(home: Home) -> None:
    home.make()
    assert len(home.environment({})["AIRFLOW__API_AUTH__JWT_SECRET"]) == 512 // 8


def test_what_is_set_outside_goes_first(home: Home) -> None:
    home.make()
    made = home.environment({"AIRFLOW__CORE__PARALLELISM": "9", "COMPOUNDWATCH_VAR": "/data", "PATH": "/bin"})
    assert made["AIRFLOW__CORE__PARALLELISM"] == "9"
    assert made["COMPOUNDWATCH_VAR"] == "/data"
    assert made["PATH"].endswith(":/bin")


def test_it_listens_on_this_machine_alone(home: Home) -> None:
    home.make()
    made = home.environment({})
    assert made["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert made["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:18080/execution/"
    assert made["AIRFLOW__CORE__DAGS_FOLDER"] == str(CHECKOUT / "dags")


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--home", str(tmp_path / "airflow"), "--port", str(port)]) == 1
    assert f"port {port} is taken" in capsys.readouterr().err
    assert not (tmp_path / "airflow").exists()


def test_a_tied_command_is_told_when_whoever_started_it_is_killed() -> None:
    child = (
        "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(print('told')));"
        " print('up', flush=True); time.sleep(60)"
    )
    tied = f"[sys.executable, '-m', 'deploy.local.tied', sys.executable, '-c', {child!r}]"
    # Both write to our pipe; the one in the middle is killed as soon as the other is up.
    middle = f"import subprocess, sys; subprocess.Popen({tied}).wait()"
    with subprocess.Popen([sys.executable, "-c", middle], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.kill()
        assert process.stdout.read() == "told\n"
