"""Folders for a while: deleted after use, after a kill, and never under somebody's hands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from compoundwatch.archive.scratch import scratch_folder

_HOLDS = """
import sys
from pathlib import Path
from compoundwatch.archive.scratch import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_a_folder_is_gone_after_the_block(tmp_path: Path) -> None:
    with scratch_folder(tmp_path / "scratch") as folder:
        (folder / "file").touch()
    assert not folder.exists()


def test_what_a_killed_process_left_goes_with_the_next_and_what_is_in_use_stays(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _HOLDS, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        theirs = Path(other.stdout.readline().decode().strip())
        with scratch_folder(tmp_path):
            assert theirs.is_dir()
        other.kill()
        other.wait()
    assert theirs.is_dir()
    with scratch_folder(tmp_path) as ours:
        assert (theirs.exists(), ours.exists()) == (False, True)
