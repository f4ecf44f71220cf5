from __future__ import annotations

import pytest

from spiders.reading.dates import machine_date, printed_date


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-05-08", "2026-05-08T00:00:00+00:00"),
        ("2026-05-08T10:00:00+07:00", "2026-05-08T03:00:00+00:00"),
        ("2026-05-08T10:00:00.000Z", "2026-05-08T10:00:00+00:00"),
        ("2026-05-08 10:00:00", "2026-05-08T10:00:00+00:00"),
        ("Fri, 08 May 2026 10:00:00 +0300", "2026-05-08T07:00:00+00:00"),
    ],
)
def test_dates_for_machines(text: str, utc: str) -> None:
    moment = machine_date(text)

    assert moment is not None
    assert moment.isoformat() == utc


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026", "2026-05", "9999-12-31", "0001-01-01T00:00:00+14:00", "08/05/2026", None, 7]
)
def test_what_does_not_say_its_day_stays_unknown(text: object) -> None:
    assert machine_date(text) is None


@pytest.mark.parametrize(
    ("text", "languages", "day"),
    [
        ("8 May 2026", (), "2026-05-08"),
        ("8 мая 2026", ("ru",), "2026-05-08"),
        ("08.05.2026", ("de",), "2026-05-08"),
        ("25/05/2026", ("en",), "2026-05-25"),
    ],
)
def test_dates_for_people(text: str, languages: tuple[str, ...], day: str) -> None:
    moment = printed_date(text, languages)

    assert moment is not None
    assert moment.date().isoformat() == day


@pytest.mark.parametrize("text", ["3 days ago", "today", "May 2026", "01/02/2026", "soon"])
def test_a_date_is_never_counted_from_today_nor_guessed(text: str) -> None:
    assert printed_date(text, ("en",)) is None
