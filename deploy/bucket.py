"""`python -m deploy.bucket`: makes the bucket that `files:` of app.yml names, where the object store lacks it."""

from __future__ import annotations

import sys

import fsspec

from compoundwatch.config import load_settings


def ensure(url: str) -> bool:
    """True: it was made. Raises what the driver of the object store raises."""
    system, root = fsspec.core.url_to_fs(url)
    bucket = root.partition("/")[0]
    if system.exists(bucket):
        return False
    system.mkdir(bucket)
    return True


def main() -> None:
    """Does nothing where `files:` is a folder."""
    url = load_settings().files_url
    if url is None:
        return
    try:
        made = ensure(url)
    except Exception as error:  # noqa: BLE001 - each object store has a tree of errors of its own; all mean the same here
        sys.exit(f"bucket: {url}: {type(error).__name__}: {str(error)[:300]}")
    print(f"{url}: {'made' if made else 'is there'}")


if __name__ == "__main__":
    main()
