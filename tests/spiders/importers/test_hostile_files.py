"""Whatever a file holds, an importer ends in words: pages and rows, what cannot be used, or one error of ours."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compoundwatch.errors import CompoundwatchError
from tests.spiders.importers.saved_files import ADVERT, Warc, advert, mhtml, read, wacz

ENDINGS = ("html", "mhtml", "warc", "warc.gz", "wacz", "csv", "jsonl", "json", "xml")
_LENIENT = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A good file of each kind, the same for all examples."""
    page = f"<!-- saved from url=(0033){ADVERT} -->".encode() + advert()
    made = Warc().response(advert()).response(advert("Cook"), f"{ADVERT}2").bytes()
    return dict.fromkeys(ENDINGS, page) | {
        "mhtml": mhtml(advert().decode()),
        "warc": Warc(compressed=False).response(advert()).response(advert("Cook"), f"{ADVERT}2").bytes(),
        "warc.gz": made,
        "wacz": wacz(tmp_path_factory.mktemp("made") / "a.wacz", made).read_bytes(),
        "csv": b'title,url,text\nCook,https://b.example/1,"a\nb"\n',
        "jsonl": b'{"title": "Cook", "url": "https://b.example/1"}\n' * 2,
    }


def ends_in_words(file: Path) -> None:
    with suppress(CompoundwatchError):
        read(file)


@pytest.mark.parametrize("ending", ENDINGS)
@_LENIENT
@given(data=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, ending: str, data: bytes) -> None:
    (tmp_path / f"a.{ending}").write_bytes(data)

    ends_in_words(tmp_path / f"a.{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
@_LENIENT
@given(data=st.data())
def test_a_file_with_a_wound(tmp_path: Path, wholes: dict[str, bytes], ending: str, data: st.DataObject) -> None:
    body = bytearray(wholes[ending])
    start = data.draw(st.integers(0, len(body) - 1))
    body[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    (tmp_path / f"a.{ending}").write_bytes(bytes(body))

    ends_in_words(tmp_path / f"a.{ending}")
