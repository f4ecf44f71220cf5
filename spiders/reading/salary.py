"""schema.org salaries as printed text, such as "THB 25000-40000 per MONTH"."""

from __future__ import annotations

from typing import Any


def printed_salary(value: Any) -> str | None:
    """The text of a MonetaryAmount, MonetaryAmountDistribution, PriceSpecification, number or text; None where it holds no sum."""
    if isinstance(value, list):
        sums = (printed_salary(one) for one in value[:10] if not isinstance(one, list))
        return "; ".join(filter(None, sums)) or None
    if not isinstance(value, dict):
        return _figure(value)
    amount = value.get("value", value)
    if isinstance(amount, list):
        amount = amount[0] if amount else None
    within = amount if isinstance(amount, dict) else {"value": amount}
    figures = _figures(within)
    if figures is None:
        return None
    currency = _word(value.get("currency") or value.get("priceCurrency") or within.get("currency"))
    unit = _word(within.get("unitText") or value.get("unitText") or value.get("duration"))
    return " ".join(filter(None, (currency, figures, f"per {unit}" if unit else None)))


def _figures(amount: dict[str, Any]) -> str | None:
    least, most = _figure(amount.get("minValue")), _figure(amount.get("maxValue"))
    if least and most:
        return least if least == most else f"{least}-{most}"
    if least:
        return f"from {least}"
    if most:
        return f"up to {most}"
    return _figure(amount.get("value")) or _figure(amount.get("price")) or _figure(amount.get("median"))


def _figure(value: Any) -> str | None:
    """The sum as printed; 0 is a form's empty field."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = f"{value:.2f}".removesuffix(".00") if isinstance(value, float) else str(value).strip()
    return text if any(digit in text for digit in "123456789") or not text.isascii() else None


def _word(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
