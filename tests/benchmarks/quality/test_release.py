"""The figures at the last release."""

from __future__ import annotations

from pathlib import Path

from benchmarks.quality.figures import Figure
from benchmarks.quality.release import keep_release, load_release
from benchmarks.quality.sets import SETS

# Where a figure's key begins, by set, where it is not the set's own name.
KEYS_OF_SETS = {"everyday": ("thai_social", "zh_sms_other"), "lang": ("lang.single-words",), "toponyms": ("toponyms.lgl",)}


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "release.json"

    keep_release("0.2.0", [Figure("a.x", "x", 0.25, 4)], file)

    kept = load_release(file)
    assert (kept.version, kept.values) == ("0.2.0", {"a.x": 0.25})


def test_what_was_not_measured_keeps_its_value(tmp_path: Path) -> None:
    file = tmp_path / "release.json"
    keep_release("0.1.0", [Figure("a.x", "x", 0.25, 4)], file)

    keep_release("0.2.0", [Figure("b.y", "y", 0.5, 4), Figure("b.z", "z", None, 0)], file)

    assert load_release(file).values == {"a.x": 0.25, "b.y": 0.5}


def test_the_last_release_was_measured() -> None:
    kept = load_release().values
    # No main text of pages was read in 0.1.0.
    measured = SETS.keys() - {"article"}

    assert not [name for name in measured if not any(key.startswith(KEYS_OF_SETS.get(name, (name,))) for key in kept)]
