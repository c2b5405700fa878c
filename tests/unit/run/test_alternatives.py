"""Which other places the words of an event's place may mean."""

from __future__ import annotations

import pytest

from rasd.knowledge import load_knowledge
from rasd.model import Place, PlacePrecision
from rasd.resolve.places import place_of_row
from rasd.run.alternatives import NEAR_KM, alternatives


def known(ident: str, *, text: str | None = None) -> Place:
    """The place of a row of the gazetteer."""
    row = load_knowledge().gazetteer.place(ident)
    assert row is not None
    return place_of_row(row, text or row.name_ar)


def test_places_of_one_name_are_choices_and_the_present_one_is_none() -> None:
    rafah_in_egypt = known("350350")
    found = alternatives(rafah_in_egypt)
    assert found.present is not None
    assert found.present.row.id == "350350"
    assert [each.row.country for each in found.namesakes][:1] == ["PS"]
    assert "350350" not in {each.row.id for each in (*found.namesakes, *found.around)}


def test_what_lies_around_is_named_the_nearest_first() -> None:
    found = alternatives(known("350350")).around
    distances = [each.km for each in found if each.km is not None]
    assert len(distances) == len(found) > 0
    assert distances == sorted(distances)
    assert distances[-1] <= NEAR_KM


def test_a_country_has_nothing_around_it_and_no_distances() -> None:
    syria = known("163843")
    assert syria.precision is PlacePrecision.COUNTRY
    found = alternatives(syria)
    assert found.around == ()
    assert all(each.km is None for each in found.namesakes)


@pytest.mark.parametrize("text", ["", "x" * 5000, "\u202e\u0000", "a b c d e f g h i j"])
def test_words_that_name_no_place_have_no_namesakes(text: str) -> None:
    assert alternatives(Place(text=text)).namesakes == ()
