"""The objects of configs/kibana as they are loaded into one installation: its prefix, its page of evidence."""

from __future__ import annotations

from pathlib import Path

import orjson

from compoundwatch.errors import ConfigError
from index.kibana.definitions import EVIDENCE
from index.kibana.saved import Json, text
from index.kibana.views import PREFIX


def read_objects(folder: Path, *, prefix: str, evidence: str) -> list[Json]:
    """All objects of the folder's `.ndjson` files. `evidence` is an address with `{id}` in it.

    Raises ConfigError for a missing or empty folder and for a line that is no object with type and id.
    """
    found = [made for path in sorted(folder.glob("*.ndjson")) for made in _read(path)]
    if not found:
        raise ConfigError(folder, None, None, "expected .ndjson files; `python -m index.kibana FOLDER` writes them")
    return [_own(made, prefix, evidence) if made["type"] == "index-pattern" else made for made in found]


def as_file(objects: list[Json]) -> bytes:
    return b"".join(orjson.dumps(made) + b"\n" for made in objects)


def _read(path: Path) -> list[Json]:
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            made = orjson.loads(line)
        except orjson.JSONDecodeError:
            raise ConfigError(path, number, None, "expected one JSON object a line") from None
        # The last line of Kibana's own exports counts them.
        if isinstance(made, dict) and "exportedCount" in made:
            continue
        if not (isinstance(made, dict) and isinstance(made.get("type"), str) and isinstance(made.get("id"), str)):
            raise ConfigError(path, number, None, "expected a saved object with type and id")
        found.append(made)
    return found


def _own(view: Json, prefix: str, evidence: str) -> Json:
    """A data view over this installation's aliases; one that somebody else made is left as it is."""
    attributes = dict(view.get("attributes", {}))
    title = str(attributes.get("title", ""))
    if title.startswith(f"{PREFIX}-"):
        attributes["title"] = prefix + title.removeprefix(PREFIX)
    formats = orjson.loads(attributes.get("fieldFormatMap") or "{}")
    for shown in formats.values():
        if shown.get("params", {}).get("urlTemplate") == EVIDENCE:
            shown["params"]["urlTemplate"] = evidence.replace("{id}", "{{value}}")
    return {**view, "attributes": {**attributes, "fieldFormatMap": text(formats)}}
