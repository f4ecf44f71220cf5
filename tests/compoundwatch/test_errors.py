from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.errors import ConfigError, QueryError, worst_exit_code


@pytest.mark.parametrize(
    ("codes", "worst"),
    [([], 0), ([0, 0], 0), ([0, 5], 5), ([5, 4], 4), ([4, 3, 5], 3), ([3, 1], 1), ([1, 2, 3, 4, 5], 2)],
)
def test_several_codes_become_the_one_the_contract_names(codes: list[int], worst: int) -> None:
    assert worst_exit_code(codes) == worst


def test_a_config_error_names_file_line_key_and_what_was_expected() -> None:
    assert (
        str(ConfigError(Path("configs/app.yml"), 3, "mail.port", "expected a number"))
        == "configs/app.yml:3: mail.port: expected a number"
    )


def test_a_query_error_points_at_the_place() -> None:
    assert str(QueryError("a AND", 5, "expected a word after AND")).splitlines()[1:] == ["  a AND", "       ^"]
