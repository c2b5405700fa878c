"""How the values of a record read in one language."""

from __future__ import annotations

import re

import pytest
from tests.review import client_of, demo_store
from tests.unit.review.test_event_page import event_with

from rasd.model import NO_PUBLICATION_DATE, Actor, Document, Place, PlacePrecision, replace
from rasd.review.saying import Saying
from rasd.review.words import Words

ARABIC, ENGLISH = Saying(Words("ar")), Saying(Words("en"))
MARKET = Actor(id=None, name_en="market or business", text="سوق شعبي", category="civilian")
PLACE = Place(
    text="الواحات",
    country="EG",
    admin1="Giza",
    admin2="Bahariya oasis",
    precision=PlacePrecision.ADMIN2,
)


def test_a_party_without_an_arabic_name_is_called_in_arabic_as_the_text_calls_it() -> None:
    assert ARABIC.actor(MARKET) == MARKET.text
    assert ENGLISH.actor(MARKET) == MARKET.name_en
    assert ARABIC.actor(replace(MARKET, text="")) == MARKET.name_en


def test_district_and_governorate_have_their_names_in_the_readers_language() -> None:
    assert ENGLISH.within(PLACE) == "Bahariya oasis, Giza"
    assert re.search("[A-Za-z]", ARABIC.within(PLACE)) is None
    assert ARABIC.within(replace(PLACE, admin2="Nowhere")).startswith("Nowhere")


def test_what_a_page_says_in_its_own_words_is_no_note() -> None:
    document = Document(id="a", text="", sha256="", warnings=(NO_PUBLICATION_DATE, "cut off"))
    assert ARABIC.notes(document) == ("cut off",)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_that_several_articles_share_are_shown_once_with_all_who_write_them(
    place: str, language: str
) -> None:
    demo_store(place)
    event = event_with(place, doc_ids=5)
    with client_of(place) as client:
        page = client.get(f"/events/{event.id}?lang={language}").text
    [field] = re.findall(r'id="field-date".*?class="field-edit"', page, re.DOTALL)
    shown = re.findall(r'<q dir="auto">([^<]+)</q>', field)
    again = re.findall(r'<q dir="auto" class="unseen">([^<]+)</q>', field)
    assert len(shown) == len(set(shown))
    assert again
    assert set(again) <= set(shown)
    assert field.count("data-ev=") == len(shown) + len(again)
