"""Reasons for a rejection."""

from __future__ import annotations

import pytest

from rasd.review.reasons import OTHER, kept_reason, reason_words, reasons
from rasd.review.words import Words


def test_a_kept_reason_is_its_code_and_what_was_added() -> None:
    assert kept_reason("planned", "") == "planned"
    assert kept_reason("planned", " a  threat ") == "planned: a threat"
    assert kept_reason(OTHER, "no text") == "no text"


def test_a_reason_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(KeyError):
        kept_reason("nonsense", "")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_kept_reason_reads_in_the_language_of_the_reader(language: str) -> None:
    words = Words("ar" if language == "ar" else "en")
    [planned] = [each.shown for each in reasons(words) if each.id == "planned"]
    assert reason_words("planned", words) == planned
    assert reason_words("planned: soon", words) == f"{planned}: soon"


def test_a_reason_in_somebodys_own_words_stays_as_it_is() -> None:
    words = Words("ar")
    assert reason_words("note: 5 of 6", words) == "note: 5 of 6"
    assert reason_words(None, words) == ""
