"""Two datasets name one party in many ways."""

from __future__ import annotations

import pytest

from rasd.evaluate.compare.names import parties, party, share_met


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Hay'at Tahrir al-Sham", "HTS: Hayat Tahrir al Sham"),
        ("Islamic State", "Islamic State (Iraq)"),
        ("Islamic State", "Islamic State of Iraq and the Levant (ISIL)"),
        ("Government of Syria", "Military Forces of Syria (2000-2024)"),
        ("Government of Iraq", "Police Forces of Iraq (2022-)"),
    ],
)
def test_one_party_under_two_names(ours: str, theirs: str) -> None:
    assert share_met([party(ours)], [party(theirs)]) == 1.0


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Government of Syria", "Government of Iraq"),
        ("Islamic State", "Islamic Movement of Iraq"),
        ("Syrian Democratic Forces", "Syrian National Army"),
    ],
)
def test_two_parties_with_words_in_common(ours: str, theirs: str) -> None:
    assert share_met([party(ours)], [party(theirs)]) == 0.0


def test_civilians_and_unidentified_groups_say_nothing_of_who_it_was() -> None:
    names = ["Civilians (Syria)", "Unidentified Armed Group (Syria)", "Unknown", " "]
    assert parties(names) == ()
    assert share_met([party("Islamic State")], parties(names)) is None
