"""What a person finds by some letters of a name."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import Place
from rasd.run.lookup import find_actors, find_places, find_weapons, nearest_place, place_found


@pytest.mark.parametrize("query", ["الحويجة", "الحويجه", "حويجة", "Al Hawijah", "al-hawijah"])
def test_a_place_is_found_by_its_name_in_either_language_however_it_is_spelt(query: str) -> None:
    assert "Al Hawijah" in [found.row.name_en for found in find_places(query)]


def test_a_name_that_begins_so_goes_before_one_that_only_holds_it() -> None:
    names = [found.row.name_en for found in find_places("mosul")]
    assert names[0].startswith("Mosul")


def test_places_of_the_events_country_go_first() -> None:
    syria, iraq = Place(text="", country="SY"), Place(text="", country="IQ")
    assert find_places("الرقة", near=syria)[0].row.country == "SY"
    assert find_places("الحمزة", near=iraq)[0].row.country == "IQ"


def test_a_town_goes_before_the_district_of_its_name() -> None:
    kinds = [found.row.kind for found in find_places("منبج")]
    assert kinds.index("town") < kinds.index("admin2")


def test_a_place_says_how_far_it_lies_from_the_present_one() -> None:
    raqqa = Place(text="", country="SY", lat=35.95, lon=39.01)
    [found, *_] = find_places("منبج", near=raqqa)
    assert found.km == pytest.approx(113, abs=10)
    assert find_places("منبج")[0].km is None


def test_nothing_is_listed_before_a_letter_is_written() -> None:
    assert find_places(" ") == ()


def test_a_place_is_found_by_its_id_and_a_point_by_what_lies_nearest() -> None:
    [manbij, *_] = find_places("منبج")
    assert place_found(manbij.row.id) == manbij
    assert place_found("nowhere") is None
    near = nearest_place(manbij.row.lat + 0.001, manbij.row.lon)
    assert near is not None
    assert near.row.name_en in {"Manbij", "Manbij District"}
    assert near.km is not None
    assert near.km < 1


def test_a_party_is_found_by_another_name_which_is_told() -> None:
    [first, *_] = find_actors("داعش", country="SY")
    assert (first.row.id, first.by) == ("is_core", "داعش")


def test_a_party_is_found_by_its_english_name() -> None:
    assert find_actors("islamic state")[0].row.id == "is_core"


def test_a_party_that_bore_the_name_on_the_day_goes_before_one_of_other_times() -> None:
    before = find_actors("الجيش السوري", country="SY", day=date(2019, 4, 8))
    after = find_actors("الجيش السوري", country="SY", day=date(2025, 4, 8))
    assert before[0].row.id == "syr_army_pre2024"
    assert after[0].row.id == "syr_army_post2024"
    assert all(found.current for found in after[:1])
    assert not next(found for found in after if found.row.id == "syr_army_pre2024").current


def test_general_parties_are_offered_before_a_letter_is_written() -> None:
    assert {found.row.category for found in find_actors("")[:5]} == {"generic"}


def test_weapons_are_found_in_both_languages_and_all_are_listed_at_first() -> None:
    assert "vehicle_bomb" in find_weapons("مفخخة")
    assert "vehicle_bomb" in find_weapons("vehicle")
    assert len(find_weapons("", limit=500)) > len(find_weapons("bomb"))
