"""The data that SEEK's pages are drawn from: the answer of its search, or what a page's script assigns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spiders.page import Page
from spiders.reading.json_page import dig, json_of, objects_at
from spiders.reading.script_data import script_data

_ASSIGNED = "window.SEEK_REDUX_DATA"
# Newer pages keep their advert here, under keys with the arguments of the question: `name({"locale":"en-AU"})`.
_CACHE = "window.SEEK_APOLLO_DATA"
_DEEPEST = 8
# Where the jobs of a list stand: the search's answer, the site's own question, a page's script.
_LISTS = (("data",), ("data", "jobSearchV6", "data"), ("results", "results", "jobs"))
_ADVERTS = (("jobdetails", "result", "job"), ("data", "jobDetails", "job"), ("jobDetails", "job"))

Item = dict[str, Any]


def seek_state(page: Page) -> Any:
    """The data of an answer or of a page; None where there are none."""
    if _ASSIGNED.encode() in page.body or _CACHE.encode() in page.body:
        state = script_data(page, _ASSIGNED)
        return state if advert(state) or list_of(state) else _cached(script_data(page, _CACHE)) or state
    return json_of(page) if page.body[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else None


def _cached(cache: Any) -> Item | None:
    asked = dig(cache, "ROOT_QUERY")
    for question, answer in asked.items() if isinstance(asked, dict) else ():
        if question.startswith("jobDetails"):
            return {"jobDetails": _without_arguments(answer, _DEEPEST)}
    return None


def _without_arguments(answer: Any, levels: int) -> Any:
    if not isinstance(answer, dict) or not levels:
        return answer
    return {key.partition("(")[0]: _without_arguments(value, levels - 1) for key, value in answer.items()}


def jobs(state: Any) -> Iterator[Item]:
    """What a list shows in short."""
    for path in _LISTS:
        for job in objects_at(state, *path):
            if "title" in job and ("advertiser" in job or "listingDate" in job):
                yield job


def advert(state: Any) -> Item | None:
    """The advert that a page or an answer holds in full."""
    found = (dig(state, *path) for path in _ADVERTS)
    return next((job for job in found if isinstance(job, dict) and "title" in job), None)


def list_of(state: Any) -> Any:
    """The object that counts the jobs of a list: `totalCount`, and `solMetadata` with the size of a page."""
    for path in _LISTS:
        holder = dig(state, *path[:-1])
        if isinstance(dig(state, *path), list) and isinstance(holder, dict):
            return holder
    return None
