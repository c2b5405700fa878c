"""What uploaded files are called."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.review.imports.names import DEEPEST, LONGEST_PART, safe_name


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("news.txt", "news.txt"),
        ("may/news.txt", "may/news.txt"),
        ("../../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\reports\\may.html", "C:/reports/may.html"),
        ("a\x00.txt\n", "a.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("a\u2066b\u2069\u200f.txt", "ab.txt"),
        ("....//", "unnamed"),
        ("", "unnamed"),
        ("CON", "CON"),
        ("a/" * 50 + "b.txt", "a/" * (DEEPEST - 1) + "b.txt"),
        ("n" * 400 + ".jsonl", "n" * (LONGEST_PART - 6) + ".jsonl"),
        ("<script>.txt", "<script>.txt"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@given(st.text(max_size=500))
def test_every_name_is_short_visible_and_stays_as_it_is(given_name: str) -> None:
    name = safe_name(given_name)
    assert name
    assert ".." not in name.split("/")
    assert not name.startswith("/")
    assert len(name) <= DEEPEST * (LONGEST_PART + 1)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in name)
    assert safe_name(name) == name
