"""A text of a report stands on one line of a table."""

from __future__ import annotations

import pytest

from rasd.export.plain import one_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two\r\nlines", "two lines"),
        ("a\tb\x0bc\u2028d", "a b c d"),
        ("be\x07ll\x00", "bell"),
        ("\u200fحي", "\u200fحي"),
        ("  ", ""),
        (None, ""),
    ],
)
def test_blanks_join_and_steering_goes(text: str | None, expected: str) -> None:
    assert one_line(text) == expected
