"""`sanctions refresh` against a server on loopback: what is taken, what is kept, what is gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from compoundwatch.config import Settings, load_settings
from compoundwatch.errors import CompoundwatchError, SourceRefused, TryLater, UsageError
from compoundwatch.pipeline.sanctions.refresh import ListReport, Wishes, refresh
from enrich.sanctions import SanctionsChecker
from tests.compoundwatch.pipeline.sanctions.list_server import Served, serving

WORDS = Path(__file__).parents[4] / "configs" / "sanctions" / "words.yml"
HEADER = b"id,schema,name,aliases\n"
SOUND = HEADER + b"".join(b'os-%d,Company,"Zarnobel Pay %d",\n' % (number, number) for number in range(200))


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(SOUND) as server:
        yield server


@pytest.fixture
def settings_of(tmp_path: Path) -> Callable[..., Settings]:
    """Settings whose lists.yml says this."""

    def settings(**lists: object) -> Settings:
        configs = tmp_path / "configs"
        (configs / "sanctions").mkdir(parents=True, exist_ok=True)
        (configs / "app.yml").write_text("store: {kind: embedded}\n")
        (configs / "sanctions" / "words.yml").write_bytes(WORDS.read_bytes())
        (configs / "sanctions" / "lists.yml").write_text(yaml.safe_dump({"max_mb": 1, "timeout": 5, "lists": lists}))
        return load_settings({"COMPOUNDWATCH_CONFIGS": str(configs), "COMPOUNDWATCH_VAR": str(tmp_path / "var")})

    return settings


def made_up(url: str, **more: object) -> dict[str, object]:
    files = [{"url": url, "format": "opensanctions-csv"}]
    return {"title": "Made up", "licence": "none", "enabled": True, "files": files, **more}


@pytest.fixture
def settings(settings_of: Callable[..., Settings], served: Served) -> Settings:
    return settings_of(made_up=made_up(served.url))


def go(settings: Settings, wishes: Wishes | None = None) -> ListReport:
    (report,) = refresh(settings, wishes or Wishes(), lambda _: None)
    return report


def known(settings: Settings, name: str) -> bool:
    return bool(SanctionsChecker.load(settings.sanctions).check_value(name, 0.99))


def test_a_list_is_in_use_after_a_refresh(settings: Settings) -> None:
    assert go(settings) == ListReport("made_up", 200, "new")
    assert known(settings, "Zarnobel Pay 7")


def test_an_unchanged_list_is_not_fetched_again(settings: Settings) -> None:
    go(settings)
    assert go(settings) == ListReport("made_up", 200, "kept")


def test_a_new_version_takes_the_place_of_the_old(settings: Settings, served: Served) -> None:
    go(settings)
    served.content, served.version = SOUND.replace(b"Zarnobel", b"Quillmar"), '"2"'
    go(settings)
    assert known(settings, "Quillmar Pay 7")
    assert not known(settings, "Zarnobel Pay 7")


def test_a_broken_version_leaves_the_old_one_in_use(settings: Settings, served: Served) -> None:
    go(settings)
    served.content, served.version = b"<html>Down for maintenance</html>", '"2"'
    report = go(settings)
    assert (report.copy, str(report.problem).endswith("id, schema, name, aliases is missing")) == ("kept", True)
    assert known(settings, "Zarnobel Pay 7")


def test_what_was_broken_is_asked_for_again(settings: Settings, served: Served) -> None:
    go(settings)
    served.content, served.version = b"<html>Down for maintenance</html>", '"2"'
    go(settings)
    served.content, served.version = SOUND.replace(b"Zarnobel", b"Quillmar"), '"3"'
    assert go(settings).copy == "new"


def test_a_list_that_lost_most_of_its_entities_is_not_taken(settings: Settings, served: Served) -> None:
    go(settings)
    served.content, served.version = b"".join(SOUND.splitlines(keepends=True)[:50]), '"2"'
    assert "49 entities, expected 100 or more" in str(go(settings).problem)
    assert go(settings, Wishes(accept_smaller=True)) == ListReport("made_up", 49, "new")


def test_a_list_with_too_few_entities_is_not_taken(settings_of: Callable[..., Settings], served: Served) -> None:
    settings = settings_of(made_up=made_up(served.url, min_entities=201))
    with pytest.raises(CompoundwatchError, match="200 entities, expected 201"):
        go(settings)


def test_a_download_that_broke_off_is_gone_on_with(settings: Settings, served: Served) -> None:
    served.content += b"os-0,Company,Zarnobel Pay,\n" * 4_000
    served.cut_at = 90_000
    with pytest.raises(TryLater, match="goes on from there"):
        go(settings)
    assert go(settings).entities == 200
    assert served.asked == [None, "bytes=65536-"]


def test_a_file_that_changed_in_between_is_fetched_from_its_beginning(settings: Settings, served: Served) -> None:
    served.cut_at = 1000
    with pytest.raises(TryLater):
        go(settings)
    served.content, served.version = SOUND.replace(b"Zarnobel", b"Quillmar"), '"2"'
    go(settings)
    assert known(settings, "Quillmar Pay 1")


@pytest.mark.parametrize(("status", "error"), [(503, TryLater), (429, TryLater), (403, SourceRefused), (404, CompoundwatchError)])
def test_a_server_that_does_not_serve_leaves_the_list_in_use(
    settings: Settings, served: Served, status: int, error: type[CompoundwatchError]
) -> None:
    go(settings)
    served.status = status
    report = go(settings)
    assert (report.copy, type(report.problem)) == ("kept", error)


def test_a_file_that_is_too_long_is_not_taken(settings: Settings, served: Served) -> None:
    served.content += b" " * 1_100_000
    with pytest.raises(CompoundwatchError, match="longer than max_mb"):
        go(settings)


def test_a_list_without_any_copy_leaves_the_index_in_use(settings_of: Callable[..., Settings], served: Served) -> None:
    settings = settings_of(made_up=made_up(served.url))
    go(settings)
    both = settings_of(made_up=made_up(served.url), other=made_up("http://127.0.0.1:9/nothing"))
    with pytest.raises(TryLater):
        refresh(both, Wishes(), lambda _: None)
    assert known(settings, "Zarnobel Pay 7")


def test_a_file_laid_there_by_hand_is_read(settings_of: Callable[..., Settings]) -> None:
    files = [{"path": "laid.csv", "format": "opensanctions-csv"}]
    settings = settings_of(laid={"title": "Laid", "licence": "none", "enabled": True, "files": files})
    (settings.tables / "sanctions" / "laid.csv").write_bytes(SOUND)
    assert go(settings).entities == 200


def test_without_download_what_is_kept_is_compiled(settings: Settings, served: Served) -> None:
    go(settings)
    asked = len(served.asked)
    assert go(settings, Wishes(fetch=False)) == ListReport("made_up", 200, "kept")
    assert len(served.asked) == asked


def test_no_list_enabled_is_told(settings_of: Callable[..., Settings], served: Served) -> None:
    with pytest.raises(UsageError, match="no list is enabled"):
        go(settings_of(made_up=made_up(served.url, enabled=False)))
