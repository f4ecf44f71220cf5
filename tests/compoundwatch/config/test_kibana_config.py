from __future__ import annotations

import pytest
from pydantic import ValidationError

from compoundwatch.config.kibana import KibanaConfig


@pytest.mark.parametrize("page", ["https://console.example.org/evidence/{id}", "http://127.0.0.1:8000/e?of={id}"])
def test_a_page_of_evidence_holds_the_id_once(page: str) -> None:
    assert KibanaConfig(evidence=page).evidence == page


@pytest.mark.parametrize(
    "page",
    [
        "https://console.example.org/",
        "javascript:{id}",
        "/evidence/{id}",
        "https://x.example/{id}/{id}",
        "https://x.example/{{id}}",
    ],
)
def test_any_other_page_of_evidence_is_refused(page: str) -> None:
    with pytest.raises(ValidationError, match="expected"):
        KibanaConfig(evidence=page)


@pytest.mark.parametrize("space", ["", "Analysts", "../x", "a/b", "a b"])
def test_a_space_is_a_name_as_kibana_gives_them(space: str) -> None:
    with pytest.raises(ValidationError):
        KibanaConfig(space=space)
