"""Where run folders live: a folder of this machine, or any object store or share that many machines reach.

`files:` of app.yml says where. Whoever reads or writes runs asks the archive that `open_archive` gives.
"""

from __future__ import annotations

from compoundwatch.archive.local import LocalArchive
from compoundwatch.archive.protocol import RunArchive
from compoundwatch.config import Settings

__all__ = ["LocalArchive", "RunArchive", "open_archive"]


def open_archive(settings: Settings) -> RunArchive:
    """The archive of this installation; nothing is read or written yet. Raises ConfigError where `files:` cannot be used."""
    if settings.files_url is None:
        return LocalArchive(settings.runs)
    # Heavy where it is not needed.
    from compoundwatch.archive.remote import open_remote

    return open_remote(settings)


def import_archive(settings: Settings) -> None:
    """Import what `open_archive` will need, and open nothing: a driver begins threads, which no forked process has.

    Raises ConfigError as `open_archive`.
    """
    if settings.files_url is not None:
        from compoundwatch.archive.remote import import_driver

        import_driver(settings)
