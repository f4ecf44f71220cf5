"""The certificates of an installation: trusted by who has ca.pem, for their names alone, and renewed in time."""

from __future__ import annotations

import ssl
import stat
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import urllib3

from deploy.certificates import ensure

NOW = datetime.now(UTC)


def test_they_are_trusted_by_who_has_the_authority(tmp_path: Path) -> None:
    ensure(tmp_path, ["localhost", "search"], NOW)
    assert answer(tmp_path, tmp_path / "ca.pem") == 204


def test_they_are_for_their_names_alone(tmp_path: Path) -> None:
    ensure(tmp_path, ["search"], NOW)
    with pytest.raises(urllib3.exceptions.SSLError, match="localhost"):
        answer(tmp_path, tmp_path / "ca.pem")


def test_nobody_else_trusts_them(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        ensure(tmp_path / name, ["localhost"], NOW)
    with pytest.raises(urllib3.exceptions.SSLError):
        answer(tmp_path / "one", tmp_path / "other/ca.pem")


def test_good_ones_stay(tmp_path: Path) -> None:
    assert ensure(tmp_path, ["localhost", "127.0.0.1"], NOW)
    assert not ensure(tmp_path, ["localhost", "127.0.0.1"], NOW + timedelta(days=700))


@pytest.mark.parametrize("missing", ["ca.pem", "server.key", "server.pem"])
def test_a_start_that_was_cut_off_is_made_good(tmp_path: Path, missing: str) -> None:
    ensure(tmp_path, ["localhost"], NOW)
    (tmp_path / missing).unlink()
    assert ensure(tmp_path, ["localhost"], NOW)
    assert answer(tmp_path, tmp_path / "ca.pem") == 204


def test_they_are_new_a_month_before_they_end(tmp_path: Path) -> None:
    ensure(tmp_path, ["localhost"], NOW)
    assert ensure(tmp_path, ["localhost"], NOW + timedelta(days=800))


def test_another_name_makes_new_ones(tmp_path: Path) -> None:
    ensure(tmp_path, ["localhost"], NOW)
    assert ensure(tmp_path, ["localhost", "search"], NOW)


def test_the_key_is_for_the_group_and_nobody_else(tmp_path: Path) -> None:
    ensure(tmp_path, ["localhost"], NOW)
    assert stat.S_IMODE((tmp_path / "server.key").stat().st_mode) & 0o007 == 0


class _Nothing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def answer(folder: Path, authority: Path) -> int:
    """The status that a server with the folder's certificate gives to somebody who trusts `authority`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    with HTTPServer(("127.0.0.1", 0), _Nothing) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            with urllib3.PoolManager(ca_certs=str(authority), retries=False) as pool:
                return pool.request("GET", f"https://localhost:{server.server_port}/").status
        finally:
            server.shutdown()
            serving.join()
