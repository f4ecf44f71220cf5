from __future__ import annotations

from typing import Any

import pytest

from spiders.reading.salary import printed_salary


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ({"currency": "THB", "value": {"minValue": 25000, "maxValue": 40000, "unitText": "MONTH"}}, "THB 25000-40000 per MONTH"),
        ({"currency": "USD", "value": {"value": 1500.5, "unitText": "WEEK"}}, "USD 1500.50 per WEEK"),
        ({"currency": "EUR", "minValue": 10, "unitText": "HOUR"}, "EUR from 10 per HOUR"),
        ({"currency": "EUR", "value": {"maxValue": "10"}}, "EUR up to 10"),
        ({"currency": "KES", "value": {"minValue": 5, "maxValue": 5}}, "KES 5"),
        ({"priceCurrency": "INR", "price": "12,000"}, "INR 12,000"),
        ("negotiable, 1500 USD", "negotiable, 1500 USD"),
        ("面议", "面议"),
        (900, "900"),
        ([{"currency": "USD", "value": 1}, None], "USD 1"),
    ],
)
def test_every_shape_is_printed(value: Any, printed: str) -> None:
    assert printed_salary(value) == printed


@pytest.mark.parametrize("value", [None, "", 0, {}, [], {"currency": "USD", "value": {"minValue": 0, "maxValue": 0}}, True])
def test_an_empty_field_of_a_form_is_no_salary(value: Any) -> None:
    assert printed_salary(value) is None
