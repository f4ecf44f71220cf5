"""`python3 deploy/new_env.py`: deploy/.env from deploy/.env.example, with a new secret wherever one is left empty.

Needs nothing but Python, so that it runs on the machine of the containers.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
import sys
from pathlib import Path

_FOLDER = Path(__file__).parent
# A line of the example that asks for a secret: a name, nothing behind it, and what kind it is in the comment above.
_EMPTY = re.compile(r"^([A-Z][A-Z0-9_]*)=$", re.MULTILINE)
# 64 characters: a key of Airflow's tokens that is shorter than the SHA-512 which signs with it is warned of (RFC 7518, 3.2).
_BYTES = 48
# Fernet keys are the only secrets of a prescribed form: 32 bytes in URL-safe base64 with its padding.
_FERNET = "FERNET"


def filled(example: str) -> str:
    """The example with a secret of 256 bits or more behind each name that has none; all can stand in URLs as they are."""
    return _EMPTY.sub(lambda found: f"{found[1]}={_secret(found[1])}", example)


def _secret(name: str) -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() if _FERNET in name else secrets.token_urlsafe(_BYTES)


def main(folder: Path = _FOLDER) -> int:
    """Write `.env`, readable by its owner alone. One that is there is never touched: the databases know its passwords."""
    path = folder / ".env"
    example = (folder / ".env.example").read_text(encoding="utf-8")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        print(f"{path} is there already and was left as it is", file=sys.stderr)
        return 1
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(filled(example))
    print(f"{path} written; keep a copy where your backups are", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
