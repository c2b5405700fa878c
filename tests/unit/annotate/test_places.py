"""Place names in a sentence: which are found, and how the event stands to them."""

from __future__ import annotations

import pytest

from rasd.annotate import Annotated, annotate
from rasd.annotate.places import PlaceSpan, Relation
from rasd.knowledge import load_knowledge
from rasd.text import fold


def read(text: str) -> Annotated:
    return annotate(None, fold(text), load_knowledge())[0]


def places(text: str) -> dict[str, PlaceSpan]:
    """The places of a sentence by their folded words, without the place words before them."""
    annotated = read(text)
    tokens = annotated.sentence.tokens
    return {" ".join(t.text for t in tokens[p.start : p.end]): p for p in annotated.places}


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("انفجار في الموصل", "الموصل", Relation.AT),
        ("قصف قرب مدينة الموصل", "الموصل", Relation.NEAR),
        ("قصف على ريف حلب", "حلب", Relation.AROUND),
        ("قافلة متجهة إلى حلب", "حلب", Relation.TOWARDS),
        ("على بعد 20 كلم من القامشلي", "القامشلي", Relation.NEAR),
        ("محادثات في جنيف", "جنيف", Relation.PARTY),
    ],
)
def test_the_word_before_a_name_says_how_the_event_stands_to_it(
    text: str, name: str, relation: Relation
) -> None:
    assert places(text)[name].relation is relation


@pytest.mark.parametrize("text", ["انفجار على طريق الحسكة - الشدادي", "انفجار بين الحسكة والشدادي"])
def test_a_road_and_between_have_two_ends(text: str) -> None:
    found = sorted(places(text).values(), key=lambda p: p.start)
    assert found[0].relation is Relation.BETWEEN
    assert found[0].pair == found[1].start


def test_a_road_without_a_second_place_is_near_the_first() -> None:
    span = places("انفجار على طريق الشدادي")["الشدادي"]
    assert (span.relation, span.pair) == (Relation.NEAR, -1)


def test_two_governments_have_no_middle() -> None:
    found = places("خلاف بين أنقرة ودمشق")
    assert found["انقره"].relation is Relation.PARTY
    assert found["انقره"].pair == -1


def test_a_capital_that_speaks_is_a_government() -> None:
    assert places("قالت بغداد إن الهجوم وقع في الموصل")["بغداد"].relation is Relation.PARTY


def test_a_name_beside_the_outlet_at_the_start_is_a_dateline() -> None:
    found = places("بغداد - رويترز: قتل جندي في الموصل")
    assert found["بغداد"].relation is Relation.DATELINE
    assert found["الموصل"].relation is Relation.AT


def test_an_adjective_after_a_name_gives_its_country() -> None:
    assert places("هجوم في تلعفر العراقية")["تلعفر"].country == "IQ"


def test_a_name_joined_by_and_shares_the_place_word() -> None:
    found = places("قصف بلدتي نوى وتسيل")
    assert found["وتسيل"].kinds == found["نوي"].kinds


def test_underscores_in_a_hashtag_join_one_name() -> None:
    assert "تل _ ابيض" in places("قصف على #تل_أبيض") or "تل ابيض" in places("قصف على #تل_أبيض")


@pytest.mark.parametrize(
    "text",
    [
        "مقتل الشاب نجران",  # a person after a title
        "الهجوم كبيرا جدا",  # not "like Beira"
        "قصف بلدات مجاورة",  # an adjective after a plural place word
        "انفجار في مركز ثقافي",
        "صلاح الدين عبد الكريم",
    ],
)
def test_words_that_only_look_like_places_are_none(text: str) -> None:
    assert places(text) == {}


def test_the_first_half_of_an_unlisted_name_is_not_taken_alone() -> None:
    assert "دير" not in places("قصف على قرية دير زهران")


def test_an_unlisted_village_is_known_by_its_place_word() -> None:
    span = places("قصف على قرية زهرانة")["زهرانه"]
    assert span.candidates == ()
    assert "village" in span.kinds


def test_the_capital_of_a_country_is_read_as_a_city() -> None:
    assert places("انفجار في عاصمة قرغيزستان")["قرغيزستان"].capital_of == "KG"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقع انفجار في سوريا", "سوريا"),
        ("شهدت ليبيا اشتباكات", "ليبيا"),
        ("قتل شخص في السعودية", "السعوديه"),
        ("انفجار بمالي", "بمالي"),
        ("قصفت الطائرات محيط تدمر", "تدمر"),
        ("اشتباكات بمنطقة نجران", "نجران"),
    ],
)
def test_a_name_that_is_also_an_adjective_or_verb_is_a_place_after_a_preposition(
    text: str, name: str
) -> None:
    assert name in places(text)


@pytest.mark.parametrize(
    "text",
    [
        "قتل جنديا سوريا",
        "استهدفت قائدا ليبيا",
        "القوات السعودية تتقدم",
        "صواريخ تدمر المنازل",
        "دعم مالي كبير",
    ],
)
def test_an_adjective_after_its_noun_and_a_verb_are_no_places(text: str) -> None:
    assert not places(text)


def test_an_outlet_of_one_word_does_not_hide_a_town() -> None:
    assert "جسر الشغور" in places("قصف على جسر الشغور")


def test_an_outlet_of_one_word_is_no_place() -> None:
    assert not places("ذكرت الجزيرة أن ثلاثة قتلوا")


def test_an_adjective_after_a_unit_says_whose_it_is() -> None:
    assert not places("مداهمات في 13 محافظة تركية")


def test_a_verb_of_naming_goes_on_from_the_kind() -> None:
    assert places("قصف على قرية تسمى الزنادة")["الزناده"].kinds >= {"village"}


def test_a_person_called_something_is_no_place() -> None:
    assert not places("مقتل شاب يسمى نجران")


def test_one_word_after_zone_is_a_name_where_its_district_follows() -> None:
    assert "جعوله" in places("سيطروا على منطقة جعولة التابعة لمديرية تبن")


def test_one_adjective_after_zone_is_no_name() -> None:
    assert not places("حريق في منطقة صناعية تابعة للبلدية")


def test_a_town_east_of_a_city_is_not_the_city() -> None:
    assert not places("قصف على بلدة شرق حمص")["حمص"].kinds


def test_a_bare_name_after_a_verb_of_saying_is_who_speaks() -> None:
    assert places("قالت بولدان إن الانفجار وقع ظهرا")["بولدان"].relation is Relation.PARTY


@pytest.mark.parametrize("text", ["ظروف معيشية صعبة", "خسائر مادية وبشرية", "التقى باراك أوباما"])
def test_an_adjective_that_some_village_is_called_is_no_place(text: str) -> None:
    assert not places(text)


def test_a_landmark_word_begins_the_name_of_a_village() -> None:
    assert "تل شعير" in places("قصف على قرية تل شعير بريف القحطانية")


def test_a_landmark_word_without_a_village_is_only_a_place_word() -> None:
    assert "تل شعير" not in places("وقف على تل شعير")
