"""Every way in which two mentions may meet, and that they meet no further."""

from __future__ import annotations

from collections.abc import Mapping
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

from rasd.merge.block import candidate_pairs, kind_families
from rasd.merge.passages import index_passages
from rasd.merge.profile import profile
from rasd.merge.sketch import sketch_of
from rasd.merge.weights import load_weights
from rasd.model import Mention, PlacePrecision, Reuse, SubEventType

WEIGHTS = load_weights()
QUOTE = "انفجرت سيارة مفخخة قرب سوق الخضار في حي البساتين صباح الثلاثاء وقتل أربعة أشخاص"
BARE: dict[str, Any] = {"admin1": None, "lat": None, "lon": None}


def pairs(*mentions: Mention, reuse: Mapping[str, tuple[Reuse, ...]] | None = None) -> int:
    """How many pairs of the mentions are compared."""
    profiles = [profile(m, parents={}, weights=WEIGHTS) for m in mentions]
    sketches = {n: sketch_of(each) for n, each in enumerate(profiles)}
    passages = index_passages(reuse or {})
    return len(list(candidate_pairs(sketches, weights=WEIGHTS, passages=passages)))


@pytest.mark.parametrize("km", [0, 3, 10, 20, 24])
@pytest.mark.parametrize("lat", [0.0, 34.99, 35.25, 35.49, 60.0])
@pytest.mark.parametrize("days", [0, 1])
def test_near_places_meet_across_the_borders_of_cells_and_days(
    km: float, lat: float, days: int
) -> None:
    a = make_place("Tall", admin1="x", lat=lat, lon=37.9)
    b = make_place("Qasr", admin1="y", lat=lat + km / 111.2, lon=37.9)
    for shift in range(5):
        day = DAY + timedelta(days=shift)
        one = make_mention("a", place=a, date=make_day(day))
        other = make_mention("b", place=b, date=make_day(day + timedelta(days=days)))
        assert pairs(one, other) == 1


@pytest.mark.parametrize(
    ("place", "other"),
    [
        (make_place(), make_place(lat=None, lon=None, precision=PlacePrecision.ADMIN1)),
        (
            make_place("تل الورد", precision=PlacePrecision.UNKNOWN, **BARE),
            make_place("تلّ الورد", precision=PlacePrecision.UNKNOWN, **BARE),
        ),
    ],
    ids=["town and province", "written alike"],
)
def test_places_without_coordinates_meet(place: Any, other: Any) -> None:
    assert pairs(make_mention("a", place=place), make_mention("b", place=other)) == 1


def test_equal_words_meet_without_place_and_date() -> None:
    rest: dict[str, Any] = {"place": None, "date": None}
    told = [make_mention(d, evidence=(make_evidence(QUOTE),), **rest) for d in "ab"]
    assert pairs(*told) == 1
    assert pairs(make_mention("a", **rest), make_mention("b", **rest)) == 0


def test_copies_meet_without_place_and_date() -> None:
    told = [make_mention(d, place=None, date=None) for d in "ab"]
    assert pairs(*told, reuse={"b": (make_reuse("a", share=0.9, end=90),)}) == 1


@pytest.mark.parametrize(
    "overrides",
    [
        {"place": make_place("Qasr", admin1="y", lat=37.0)},
        {"date": make_day(DAY + timedelta(days=30))},
        {"sub_event_type": SubEventType.DISPLACEMENT},
        {"date": make_day(date(2031, 1, 1), date(2031, 12, 31))},
    ],
    ids=["far", "later", "other kind", "a whole year"],
)
def test_mentions_that_cannot_be_one_do_not_meet(overrides: dict[str, Any]) -> None:
    assert pairs(make_mention("a"), make_mention("b", **overrides)) == 0


def test_one_document_does_not_meet_itself() -> None:
    assert pairs(make_mention("a", 0), make_mention("a", 1)) == 0


def test_compatible_kinds_are_of_one_family() -> None:
    family = kind_families(WEIGHTS)
    for pair in [{kind, each} for kind, others in WEIGHTS.compatible.items() for each in others]:
        assert len({family[kind] for kind in pair}) == 1
    assert family[SubEventType.DISPLACEMENT] != family[SubEventType.ATTACK]


def test_a_crowded_block_costs_each_mention_alike() -> None:
    def crowd(size: int) -> int:
        return pairs(
            *(
                make_mention(
                    f"d{n}",
                    perpetrators=(make_actor(f"x{n % 7}"),),
                    killed=make_count(n % 11),
                    evidence=(make_evidence(f"w{n}"),),
                )
                for n in range(size)
            )
        )

    assert crowd(400) < 2.2 * crowd(200)


def test_mentions_without_a_day_meet_those_at_their_place() -> None:
    place = make_place()
    undated = make_mention("a", place=place, date=None, evidence=(make_evidence("قصف"),))
    dated = make_mention("b", place=place, evidence=(make_evidence("هجوم"),))
    elsewhere = make_mention("c", place=make_place("Qasr", lat=38.0), evidence=dated.evidence)
    assert pairs(undated, dated) == 1
    assert pairs(undated, elsewhere) == 0


def test_rare_words_bring_together_what_has_neither_place_nor_day() -> None:
    rest: dict[str, Any] = {"place": None, "date": None}
    a = make_mention("a", evidence=(make_evidence("مقتل زهير العنداني"),), **rest)
    b = make_mention("b", evidence=(make_evidence("تشييع الشهيد زهير العنداني"),), **rest)
    c = make_mention("c", evidence=(make_evidence("تشييع الشهيد"),), **rest)
    assert pairs(a, b) == 1
    assert pairs(a, c) == 0
