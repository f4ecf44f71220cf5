"""The content files: what they must hold, and that the second day is its change list and nothing else."""

from __future__ import annotations

import json

from demo.expected import load_expected
from demo.web import Advert, Site, load_changes, load_web


def _adverts(day: int) -> dict[str, Advert]:
    sites = load_web(day).sites
    return {f"{name}/{advert.id}": advert for name, site in sites.items() for advert in site.adverts}


def _without_adverts(site: Site) -> str:
    return json.dumps(site.model_dump(mode="json", exclude={"adverts"}), sort_keys=True)


def test_adverts_are_in_ten_languages_or_more() -> None:
    assert len({advert.language for advert in _adverts(1).values()}) >= 10


def test_an_id_is_used_once_a_site() -> None:
    for site in load_web(2).sites.values():
        ids = [advert.id for advert in site.adverts]

        assert len(ids) == len(set(ids)), site.name


def test_every_site_has_its_own_port() -> None:
    web = load_web(1)
    ports = [site.port for site in web.sites.values()]

    assert len({*ports, web.inner_port}) == len(ports) + 1


def test_the_second_day_adds_and_edits_what_the_change_list_names() -> None:
    before, after = _adverts(1), _adverts(2)
    changes = load_changes().sites
    added = {f"{name}/{advert.id}" for name, site in changes.items() for advert in site.new}
    edited = {f"{name}/{edit.id}" for name, site in changes.items() for edit in site.edited}

    assert after.keys() - before.keys() == added
    assert before.keys() - after.keys() == set()
    assert {found for found in before if before[found] != after[found]} == edited


def test_the_second_day_changes_no_site_that_the_list_does_not_name() -> None:
    before, after = load_web(1).sites, load_web(2).sites
    named = {name for name, site in load_changes().sites.items() if site.withdrawn or site.layout != "old" or site.guarded}

    assert {name for name in before if _without_adverts(before[name]) != _without_adverts(after[name])} == named


def test_what_is_expected_refers_to_adverts_that_are_there() -> None:
    shown = {reference for site in load_web(2).sites.values() for reference in site.references}
    expected = load_expected()

    assert set(expected.lures) <= shown
    assert expected.named.keys() <= shown


def test_the_first_day_shows_as_many_postings_as_are_expected_of_it() -> None:
    shown = {name: len(site.references) for name, site in load_web(1).sites.items()}

    assert shown == {name: source.postings for name, source in load_expected().days[1].sources.items()}


def test_contacts_are_at_example_domains() -> None:
    text = "\n".join(advert.text for advert in _adverts(2).values())
    domains = {word.rpartition("@")[2].strip(".,") for word in text.split() if "@" in word.strip("@") and "." in word}

    assert all(".example." in domain for domain in domains), domains
