"""What turns are, and which turn comes next."""

from __future__ import annotations

import pytest

from rasd.model import is_turn, next_turn


def test_after_the_highest_count_comes_a_turn_that_is_later() -> None:
    last = "2031-06-01T08:00:00.000Z/999999"
    turn = next_turn(last, "2031-06-01T07:00:00Z")
    assert is_turn(turn)
    assert turn > last


@pytest.mark.parametrize(
    "text",
    [
        "2031-06-01T08:00:00.000Z/" + "\N{ARABIC-INDIC DIGIT ONE}" * 6,
        "0001-01-01T00:00:00+14:00/000000",
        "2031-06-01T08:00:00Z/000000",
    ],
)
def test_what_is_written_otherwise_is_no_turn(text: str) -> None:
    assert not is_turn(text)
