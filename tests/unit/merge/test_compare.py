"""What brings two mentions together, and what keeps them apart whatever else agrees."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders import (
    DAY,
    make_actor,
    make_count,
    make_day,
    make_evidence,
    make_mention,
    make_place,
    make_reuse,
)

from rasd.merge import explain_merge
from rasd.model import DatePrecision, DateValue, Mention, PlacePrecision, Status, SubEventType

K = SubEventType
LONG_QUOTE = "انفجرت سيارة مفخخة قرب سوق الخضار في حي البساتين صباح الثلاثاء وقتل أربعة أشخاص"


def test_same_kind_town_and_day_merge() -> None:
    assert explain_merge(make_mention("a"), make_mention("b")).merges


def test_the_order_of_the_pair_does_not_matter() -> None:
    a = make_mention("a", killed=make_count(4), perpetrators=(make_actor("x"),))
    b = make_mention("b", killed=make_count(6), place=make_place(lat=35.05))
    assert explain_merge(a, b) == explain_merge(b, a)


CONTRADICTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "country": ({"place": make_place(country="IQ")}, "IQ is not SY"),
    "days": ({"date": make_day(DAY + timedelta(days=2))}, "2 days apart"),
    "towns": ({"place": make_place("Qasr", lat=36.0)}, "111 km apart"),
    "kind": ({"sub_event_type": K.PEACEFUL_PROTEST}, "peaceful_protest"),
    "statement": ({"sub_event_type": K.THREAT}, "threat"),
    "province": (
        {
            "place": make_place(
                "Qasr", admin1="Al-Qasr", lat=None, lon=None, precision=PlacePrecision.ADMIN1
            )
        },
        "Al-Qasr is not Al-Warda",
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_a_contradiction_outweighs_equal_words_and_tolls(case: str) -> None:
    overrides, reason = CONTRADICTIONS[case]
    evidence = (make_evidence(LONG_QUOTE),)
    a = make_mention("a", killed=make_count(40), evidence=evidence)
    b = make_mention("b", killed=make_count(40), evidence=evidence, **overrides)
    reuse = {"b": (make_reuse("a", share=1.0, end=200),)}
    comparison = explain_merge(a, b, reuse=reuse)
    assert any(reason in each for each in comparison.contradictions)
    assert not comparison.merges


def test_one_document_tells_two_incidents() -> None:
    comparison = explain_merge(make_mention("a", 0), make_mention("a", 1))
    assert comparison.contradictions == ("one document tells both",)


def test_the_night_between_two_days_is_no_contradiction_but_the_place_is_not_enough() -> None:
    next_day = make_day(DAY + timedelta(days=1))
    a, b = make_mention("a"), make_mention("b", date=next_day)
    assert explain_merge(a, b).contradictions == ()
    assert not explain_merge(a, b).merges
    a, b = (make_mention(m.doc_id, date=m.date, killed=make_count(6)) for m in (a, b))
    assert explain_merge(a, b).merges


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (K.REMOTE_EXPLOSIVE, K.ATTACK),
        (K.REMOTE_EXPLOSIVE, K.SUICIDE_BOMBING),
        (K.AIR_STRIKE, K.SHELLING),
        (K.ARMED_CLASH, K.TERRITORY_TAKEN_BY_ARMED_GROUP),
    ],
)
def test_kinds_that_outlets_confuse_merge(a: K, b: K) -> None:
    pair = make_mention("a", sub_event_type=a), make_mention("b", sub_event_type=b)
    assert explain_merge(*pair).merges


def test_other_perpetrators_speak_against_but_do_not_contradict() -> None:
    told = (make_evidence("قصف"),)
    x, y = (make_actor("x"),), (make_actor("y"),)
    a = make_mention("a", sub_event_type=K.AIR_STRIKE, perpetrators=x, evidence=told)
    b = make_mention("b", sub_event_type=K.SHELLING, perpetrators=y, evidence=told)
    comparison = explain_merge(a, b)
    assert not comparison.merges
    assert comparison.contradictions == ()


def test_a_part_of_an_actor_agrees_with_the_whole() -> None:
    a = make_mention("a", perpetrators=(make_actor("brigade"),))
    b = make_mention("b", perpetrators=(make_actor("army"),))
    parents = {"brigade": "division", "division": "army"}
    names = [f.name for f in explain_merge(a, b, parents=parents).features]
    assert "parties.perpetrator_shared" in names
    names = [f.name for f in explain_merge(a, b).features]
    assert "parties.perpetrator_other" in names


def test_a_circle_of_parents_ends() -> None:
    a = make_mention("a", perpetrators=(make_actor("x"),))
    assert explain_merge(a, make_mention("b"), parents={"x": "y", "y": "x"}).merges


def test_unidentified_attackers_agree_with_any() -> None:
    a = make_mention("a", perpetrators=(make_actor("gen_unidentified_armed"),))
    b = make_mention("b", perpetrators=(make_actor("x"),))
    assert all("perpetrator" not in f.name for f in explain_merge(a, b).features)


def toll_weight(a: Mention, b: Mention) -> float:
    return sum(f.weight for f in explain_merge(a, b).features if f.name.startswith("toll."))


def test_a_large_equal_toll_says_more_than_a_small_one() -> None:
    def toll(n: int) -> float:
        pair = make_mention("a", killed=make_count(n)), make_mention("b", killed=make_count(n))
        return toll_weight(*pair)

    assert toll(37) > toll(2) > 0


def test_tolls_far_apart_keep_two_incidents_of_one_day() -> None:
    a, b = make_mention("a", killed=make_count(1)), make_mention("b", killed=make_count(60))
    assert not explain_merge(a, b).merges


def test_an_open_toll_agrees_with_a_larger_one() -> None:
    a, b = make_mention("a", killed=make_count(2, None)), make_mention("b", killed=make_count(6))
    assert toll_weight(a, b) > 0


def test_a_town_and_its_province_need_more_than_the_day() -> None:
    province = make_place(lat=None, lon=None, precision=PlacePrecision.ADMIN1)
    a = make_mention("a", evidence=(make_evidence("هجوم"),))
    b = make_mention("b", place=province)
    assert not explain_merge(a, b).merges
    a = make_mention("a", killed=make_count(12))
    b = make_mention("b", place=province, killed=make_count(12))
    assert explain_merge(a, b).merges


COUNTRY = make_place("Syria", admin1=None, lat=None, lon=None, precision=PlacePrecision.COUNTRY)
UNDATED = DateValue(start=None, end=None, precision=DatePrecision.UNKNOWN, text="")


@pytest.mark.parametrize(
    "overrides",
    [{"place": COUNTRY}, {"place": None}],
    ids=["country", "no place"],
)
def test_without_place_only_wording_identifies(overrides: dict[str, Any]) -> None:
    rest: dict[str, Any] = {"killed": make_count(40), "perpetrators": (make_actor("x"),)}
    a, b = make_mention("a", **rest), make_mention("b", **rest, **overrides)
    assert not explain_merge(a, b).merges
    rest["evidence"] = (make_evidence(LONG_QUOTE),)
    a, b = make_mention("a", **rest), make_mention("b", **rest, **overrides)
    assert explain_merge(a, b).merges


@pytest.mark.parametrize("missing", [None, UNDATED], ids=["no date", "unresolved date"])
def test_without_a_date_the_place_is_not_enough_but_a_large_equal_toll_is(
    missing: DateValue | None,
) -> None:
    a, b = make_mention("a"), make_mention("b", date=missing)
    assert not explain_merge(a, b).merges
    a, b = (make_mention(m.doc_id, date=m.date, killed=make_count(17)) for m in (a, b))
    assert explain_merge(a, b).merges


VILLAGE = {"name_en": None, "lat": 35.01, "precision": PlacePrecision.NEAR}


def test_two_villages_that_no_gazetteer_knows_are_told_apart_by_name() -> None:
    def relation(name: str, other: str) -> str:
        pair = (make_place(each, **VILLAGE) for each in (name, other))
        a, b = (make_mention(doc, place=place) for doc, place in zip("ab", pair, strict=True))
        names = (f.name for f in explain_merge(a, b).features)
        return next(name for name in names if name.startswith("place."))

    assert relation("قرية عين النخيل", "بلدة عين النخيلة") == "place.named_alike"
    assert relation("قرية عين النخيل", "قرية بير سالم") == "place.other"


def test_a_place_that_is_named_around_the_other_mention_agrees() -> None:
    near = make_place("شمال تل الورد", name_en="Qasr", lat=35.09, precision=PlacePrecision.NEAR)
    village = make_place("قرية رسم الزعفران", **VILLAGE)
    a, b = make_mention("a", place=near), make_mention("b", place=village)
    texts = {"a": "قصف على رسم الزعفران شمال تل الورد", "b": ""}
    assert "place.named" in {f.name for f in explain_merge(a, b, texts=texts).features}
    assert "place.named" not in {f.name for f in explain_merge(a, b).features}


def test_named_victims_bring_two_posts_without_a_day_together() -> None:
    a = make_mention("a", date=None)
    b = make_mention("b", date=None)
    texts = {
        "a": "استشهاد الشاب زهير العنداني وشقيقته مرام العنداني بقصف على تل الورد",
        "b": "تشييع زهير العنداني وشقيقته مرام العنداني ضحايا القصف",
    }
    assert not explain_merge(a, b).merges
    assert explain_merge(a, b, texts=texts).merges


def test_a_copied_passage_identifies_only_at_the_same_spot() -> None:
    def pair(start: int) -> Any:
        a = make_mention("a", place=None, evidence=(make_evidence("أول " * 9, start=0),))
        b = make_mention("b", place=None, evidence=(make_evidence("ثان " * 9, start=start),))
        return explain_merge(a, b, reuse={"b": (make_reuse("a", share=0.9, end=900),)})

    assert pair(0).identified
    assert not pair(500).identified


def test_places_written_alike_meet_without_coordinates() -> None:
    place = make_place(
        "تل الورد", lat=None, lon=None, admin1=None, precision=PlacePrecision.UNKNOWN
    )
    other = make_place(
        "تلّ الوَرد", lat=None, lon=None, admin1=None, precision=PlacePrecision.UNKNOWN
    )
    assert explain_merge(make_mention("a", place=place), make_mention("b", place=other)).merges


def test_statements_merge_by_wording_only() -> None:
    rest: dict[str, Any] = {"sub_event_type": K.THREAT, "perpetrators": (make_actor("x"),)}
    assert not explain_merge(make_mention("a", **rest), make_mention("b", **rest)).merges
    rest["evidence"] = (make_evidence(LONG_QUOTE),)
    assert explain_merge(make_mention("a", **rest), make_mention("b", **rest)).merges


def test_a_vague_background_mention_does_not_join() -> None:
    month = DateValue(
        start=date(2031, 5, 1), end=date(2031, 5, 31), precision=DatePrecision.MONTH, text=""
    )
    b = make_mention("b", status=Status.BACKGROUND, date=month)
    assert not explain_merge(make_mention("a"), b).merges


def test_an_explanation_names_verdict_and_every_feature() -> None:
    comparison = explain_merge(make_mention("a"), make_mention("b"))
    lines = comparison.lines()
    assert lines[0] == f"one incident: score {comparison.score:.2f}"
    names = {line.split(" ")[1] for line in lines[1:]}
    assert {"place.same", "date.same_day"} <= names


def test_reasons_begin_with_the_weightiest() -> None:
    pair = (make_mention(doc, killed=make_count(40)) for doc in "ab")
    reasons = explain_merge(*pair).reasons()
    weights = [abs(float(reason.split(" ")[0])) for reason in reasons]
    assert weights == sorted(weights, reverse=True)
    assert "toll.equal_doublings" in reasons[0]


def test_a_name_of_no_known_country_is_in_none_that_contradicts() -> None:
    unknown = {"lat": None, "lon": None, "admin1": None, "precision": PlacePrecision.UNKNOWN}
    here = make_mention("a", place=make_place("عين النخيل"))
    there = make_mention("b", place=make_place("عين النخيل", country="TR", **unknown))
    assert explain_merge(here, there).contradictions == ()
    other = make_mention("b", place=make_place("بير سالم", country="TR", **unknown))
    assert explain_merge(here, other).contradictions == ("SY is not TR",)


def test_an_unlisted_village_has_its_province_from_its_document_only() -> None:
    loose: dict[str, Any] = {"lat": None, "lon": None, "precision": PlacePrecision.ADMIN1}

    def at(doc: str, name: str, **where: Any) -> Mention:
        place = make_place(name, geonameid=None, name_en=None, **(loose | where))
        return make_mention(doc, place=place)

    here, there = at("a", "عين النخيل"), at("b", "عين النخيل", admin1="Al-Qasr")
    assert explain_merge(here, there).contradictions == ()
    abroad = at("b", "عين النخيل", country="TR", admin1="Hatay")
    assert explain_merge(here, abroad).contradictions == ()
    other = at("b", "بير سالم", admin1="Al-Qasr")
    assert explain_merge(here, other).contradictions == ("Al-Qasr is not Al-Warda",)


def test_one_town_on_one_day_says_more_than_its_parts() -> None:
    def of(**changed: Any) -> set[str]:
        comparison = explain_merge(make_mention("a"), make_mention("b", **changed))
        return {feature.name for feature in comparison.features}

    assert "date.at_place" in of()
    assert "date.at_place" not in of(date=make_day(DAY + timedelta(days=1)))
    assert "date.at_place" not in of(place=make_place("Qasr", lat=35.3))
