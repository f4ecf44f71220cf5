"""What the pages say of Kibana is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.kibana.definitions import DASHBOARDS, SEARCHES, VIEWS

DOCS = Path(__file__).parents[2] / "docs"
NAMES = {
    "dashboard": {dashboard.title for dashboard in DASHBOARDS},
    "panel": {panel.title for dashboard in DASHBOARDS for panel in dashboard.panels},
    "saved search": {search.title for search in SEARCHES},
    "data view": {view.title for view in VIEWS},
}


@pytest.mark.parametrize("named", [*DASHBOARDS, *SEARCHES, *VIEWS], ids=lambda named: named.title)
def test_the_page_names_each_dashboard_search_and_view(named: object) -> None:
    page = (DOCS / "kibana.md").read_text(encoding="utf-8")
    assert re.search(rf"(\| |\*){re.escape(named.title)}(\*| \|)", page)  # type: ignore[attr-defined]  # all three have one


@pytest.mark.parametrize("page", ["kibana.md", "ten-questions.md", "search.md"])
def test_what_a_page_points_to_in_kibana_exists(page: str) -> None:
    text = " ".join((DOCS / page).read_text(encoding="utf-8").split())
    pointed = re.findall(rf"({'|'.join(NAMES)}) \*([^*]+)\*", text)
    assert [(kind, name) for kind, name in pointed if name not in NAMES[kind]] == []


def test_the_page_says_that_no_kibana_has_shown_them() -> None:
    page = " ".join((DOCS / "kibana.md").read_text(encoding="utf-8").split())
    assert "The objects were not yet opened in a Kibana by us." in page
