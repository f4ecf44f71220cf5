"""One Postfix of one's own, from Debian's package: its own settings, queue, port and log, nothing of the system's."""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.servers.missing import Missing
from tests.servers.ports import free_port
from tests.servers.tied import tied

_MASTER = Path("/usr/lib/postfix/sbin/master")
_START_SECONDS = 30
# Somebody else may take a free port before the server does.
_TRIES = 5
# Mails for cw.example, whatever stands after a plus, go to a Maildir; all else goes to one server of the test's.
_SETTINGS = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.cw.example
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
disable_dns_lookups = yes
relayhost = [127.0.0.1]:{onward}
smtpd_recipient_restrictions = check_recipient_access texthash:{folder}/access, permit_mynetworks, reject
recipient_delimiter = +
virtual_mailbox_domains = cw.example
virtual_mailbox_base = {folder}
virtual_mailbox_maps = static:reports/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
"""
_SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


def require_postfix() -> None:
    """Raises Missing where it cannot be started."""
    if not _MASTER.is_file():
        raise Missing("no Postfix (package postfix)")
    if os.geteuid() != 0:
        raise Missing("only root can start Postfix: run the tests as root")


@dataclass
class Postfix:
    """Hands everything on to port `onward` of this machine, but keeps what comes to cw.example in `reports`, a Maildir."""

    folder: Path
    onward: int
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError with its log when it does not come up."""
        self._make_folders()
        for _ in range(_TRIES):
            self.port = free_port()
            (self.folder / "settings" / "master.cf").write_text(_SERVICES.format(port=self.port))
            if self._came_up():
                return
        raise RuntimeError(f"Postfix did not come up: {self.log()[-2000:]}")

    def answer(self, recipient: str, answer: str | None) -> None:
        """What it says from now on to mail for an address; None: it takes it."""
        (self.folder / "access").write_text(f"{recipient} {answer}\n" if answer else "")
        subprocess.run(["postfix", "-c", str(self.folder / "settings"), "reload"], check=True, capture_output=True)

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def log(self) -> str:
        """What it has written of its work."""
        log = self.folder / "log"
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""

    def _make_folders(self) -> None:
        owner = pwd.getpwnam("postfix")
        # Its own processes run as users of their own, who must reach the folder.
        self.folder.chmod(0o755)
        for name in ("settings", "queue", "data"):
            (self.folder / name).mkdir()
        for name in ("new", "cur", "tmp"):
            (self.reports / name).mkdir(parents=True)
        os.chown(self.folder / "data", owner.pw_uid, 0)
        nobody = pwd.getpwnam("nobody")
        for path in (self.reports, *self.reports.iterdir()):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        settings = _SETTINGS.format(folder=self.folder, onward=self.onward, uid=nobody.pw_uid, gid=nobody.pw_gid)
        (self.folder / "settings" / "main.cf").write_text(settings)
        (self.folder / "settings" / "master.cf").write_text(_SERVICES.format(port=0))
        (self.folder / "access").write_text("")
        # Makes the folders of the queue, with the owners they must have.
        subprocess.run(["postfix", "-c", str(self.folder / "settings"), "check"], check=True, capture_output=True)

    def _came_up(self) -> bool:
        self.process = subprocess.Popen(
            [*tied(), str(_MASTER), "-c", str(self.folder / "settings"), "-d"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        end = time.monotonic() + _START_SECONDS
        while self.process.poll() is None and time.monotonic() < end:
            if _greets(self.port):
                return True
            time.sleep(0.05)
        self.stop()
        return False


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            return connection.recv(3) == b"220"
    except OSError:
        return False
