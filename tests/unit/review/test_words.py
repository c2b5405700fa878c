"""The words of the application."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest

from rasd.review.words import Words, strings

_USED = re.compile(r"""\b(?:w|ask)\.(?:t|plural)\(\s*["']([a-z_]+\.[a-z0-9_]+)["']\s*[,)]""")
_FILLED = re.compile(r"\{\w+\}")


def test_every_key_that_a_template_names_is_in_the_catalogue() -> None:
    folder = files("rasd.data").joinpath("review/templates")
    used = {
        key
        for place in (folder, folder.joinpath("pickers"))
        for file in place.iterdir()
        if file.name.endswith(".jinja")
        for key in _USED.findall(file.read_text("utf-8"))
    }
    assert used - strings().keys() == set()
    assert "base.skip" in used


def test_both_languages_fill_in_the_same_names() -> None:
    for key, (arabic, english) in strings().items():
        assert set(_FILLED.findall(arabic)) == set(_FILLED.findall(english)), key


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (date(2031, 5, 6), date(2031, 5, 6), "6 May 2031"),
        (date(2031, 5, 6), date(2031, 5, 9), "6–9 May 2031"),
        (date(2031, 5, 6), date(2031, 6, 2), "6 May – 2 June 2031"),
        (date(2031, 12, 30), date(2032, 1, 2), "30 December 2031 – 2 January 2032"),
        (None, None, "Date unknown"),
    ],
)
def test_an_interval_writes_once_what_both_ends_share(
    start: date | None, end: date | None, shown: str
) -> None:
    assert Words("en").days(start, end) == shown
