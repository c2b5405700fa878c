"""What an event keeps beside the shown values: who says what, ranges of tolls, grades."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders import (
    DAY,
    make_actor,
    make_count,
    make_day,
    make_document,
    make_mention,
    make_place,
    make_reuse,
)

from rasd.merge import Lore, Outlet, outlets_by_name
from rasd.merge.fuse import fuse
from rasd.merge.sources import independent_sources
from rasd.model import (
    Attribution,
    AttributionRole,
    Count,
    Event,
    Grade,
    Mention,
    PlacePrecision,
    Reuse,
    Standing,
    Status,
    SubEventType,
    Voice,
    replace,
)

K = SubEventType
LORE = Lore(
    parents={"x_branch": "x"},
    outlets=outlets_by_name(
        [
            (Outlet(id="wire", type="agency"), ["وكالة النهر"]),
            (Outlet(id="state", type="state_agency"), []),
            (Outlet(id="x_media", type="armed_group_media", party="x"), []),
        ]
    ),
)


def told(doc_id: str, outlet: str | None = None, day: int = 0, **values: Any) -> Told:
    """A mention in a document of an outlet, published so many days after the event."""
    return make_mention(doc_id, **values), outlet, DAY + timedelta(days=day)


Told = tuple[Mention, str | None, date]


def fused(*reports: Told, reuse: dict[str, tuple[Reuse, ...]] | None = None) -> Event:
    ordered = sorted(reports, key=lambda report: (report[2], report[0].doc_id))
    mentions = [mention for mention, _, _ in ordered]
    return fuse(
        mentions,
        sources=independent_sources(mentions, reuse or {}),
        press={
            mention.doc_id: replace(make_document(mention.doc_id, published=day), outlet=outlet)
            for mention, outlet, day in ordered
        },
        unidentified=frozenset({"gen_unidentified_armed"}),
        unspecific=frozenset({"gen_civilians"}),
        lore=LORE,
    )


def killed(low: int, high: int | None = -1) -> dict[str, Count]:
    return {"killed": make_count(low, high)}


def values(event: Event, field: str) -> dict[str, tuple[tuple[str, ...], bool]]:
    """For each value the documents that give it, and whether it is shown."""
    document = {a.mention_id: a.doc_id for a in event.accounts}
    (found,) = (each for each in event.values if each.field == field)
    return {v.value: (tuple(document[m] for m in v.said_by), v.shown) for v in found.values}


def rule(event: Event, field: str) -> str:
    return next(each.rule for each in event.values if each.field == field)


def range_of(event: Event) -> tuple[int, int, int]:
    (toll,) = event.tolls
    return toll.low, toll.best, toll.high


def standings(event: Event) -> list[tuple[str, Standing]]:
    (toll,) = event.tolls
    return [(step.value, step.standing) for step in toll.timeline]


def test_an_account_says_who_published_what_when_and_whom_it_cites() -> None:
    source = Attribution(id="police", name="الشرطة", role=AttributionRole.SAYS, text="الشرطة")
    event = fused(told("a", "وكالة النهر", 1, attribution=(source,)), told("b", None, 2))
    first, second = event.accounts
    assert (first.doc_id, first.outlet, first.published) == ("a", "وكالة النهر", date(2031, 5, 7))
    assert (first.attributed_to, first.voice, first.source) == (("police",), Voice.NEUTRAL, 1)
    assert (second.outlet, second.source) == (None, 2)


def test_equal_values_stand_once_with_all_who_say_them() -> None:
    event = fused(told("a", **killed(2)), told("b", **killed(2)), told("c", **killed(3)))
    assert values(event, "killed") == {"2": (("a", "b"), True), "3": (("c",), False)}
    assert rule(event, "killed") == "most_sources"


def test_a_report_alone_has_its_own_values() -> None:
    event = fused(told("a", **killed(2, None), weapons=("ied",)))
    assert values(event, "killed") == {"≥2": (("a",), True)}
    assert values(event, "weapons") == {"ied": (("a",), True)}
    assert {each.rule for each in event.values} == {"sole_value"}


@pytest.mark.parametrize(
    ("expected", "reports"),
    [
        pytest.param((2, 6, 6), [("a", 0, 2, 2), ("b", 1, 6, 6)], id="the latest of equals"),
        pytest.param((2, 4, 4), [("a", 0, 2, None), ("b", 1, 4, 4)], id="at least two, then four"),
        pytest.param((2, 2, 9), [("a", 0, 2, 2), ("b", 0, 3, 9)][::-1], id="a range reaches up"),
        pytest.param((20, 20, 99), [("a", 0, 20, 99)], id="dozens"),
    ],
)
def test_a_toll_ranges_over_what_still_stands(
    expected: tuple[int, int, int], reports: Sequence[tuple[str, int, int, int | None]]
) -> None:
    event = fused(*(told(doc, None, day, **killed(low, high)) for doc, day, low, high in reports))
    low, best, high = range_of(event)
    assert (low, high) == (expected[0], expected[2])
    assert low <= best <= high


def test_a_later_figure_of_an_outlet_replaces_its_earlier_one_without_conflict() -> None:
    event = fused(told("a", "wire", 0, **killed(2)), told("b", "wire", 1, **killed(5)))
    assert range_of(event) == (5, 5, 5)
    assert standings(event) == [("2", Standing.REPLACED), ("5", Standing.COUNTS)]
    assert event.conflicts == ()
    assert event.independent_sources == 1


def test_a_smaller_figure_after_a_larger_one_of_an_outlet_stays_a_conflict() -> None:
    event = fused(told("a", "wire", 0, **killed(5)), told("b", "wire", 1, **killed(2)))
    assert event.killed == make_count(2)
    assert [c.field for c in event.conflicts] == ["killed"]


def test_two_figures_of_an_outlet_on_one_day_stay_a_conflict() -> None:
    event = fused(told("a", "wire", 0, **killed(2)), told("b", "wire", 0, **killed(5)))
    assert range_of(event) == (2, 5, 5)
    assert [c.field for c in event.conflicts] == ["killed"]


def test_a_copy_with_another_figure_is_its_sources_last_word_and_both_stand() -> None:
    event = fused(
        told("a", "wire", 0, **killed(2)),
        told("b", "paper", 1, **killed(5)),
        reuse={"b": (make_reuse("a", share=0.9),)},
    )
    assert (event.killed, range_of(event)) == (make_count(5), (2, 5, 5))
    assert [c.values for c in event.conflicts] == [("2", "5")]


def test_saying_less_later_replaces_nothing() -> None:
    event = fused(told("a", "wire", 0, **killed(4)), told("b", "wire", 1, **killed(1, None)))
    assert event.killed == make_count(4)
    assert standings(event) == [("4", Standing.COUNTS), ("≥1", Standing.REPLACED)]


def test_a_party_raises_the_upper_end_and_never_decides_beside_another() -> None:
    claim = told("b", "wire", 1, status=Status.CLAIMED, **killed(30))
    event = fused(told("a", "paper", 0, **killed(4)), claim)
    assert (event.killed, range_of(event)) == (make_count(4), (4, 4, 30))
    assert standings(event) == [("4", Standing.COUNTS), ("30", Standing.PARTY)]
    assert rule(event, "killed") == "neutral_first"


def test_a_party_quoted_later_by_an_outlet_is_no_update_of_its_own_figure() -> None:
    event = fused(
        told("a", "wire", 0, **killed(4)),
        told("b", "wire", 1, status=Status.CLAIMED, **killed(30)),
    )
    assert (event.killed, range_of(event)) == (make_count(4), (4, 4, 30))
    assert [c.field for c in event.conflicts] == ["killed"]


def test_a_small_figure_of_a_party_lowers_nothing_unless_it_admits_its_own_losses() -> None:
    def low(role_of_speaker: str) -> int:
        says = Attribution(id="x_branch", name="x", role=AttributionRole.SAYS, text="x")
        claim = told(
            "b",
            status=Status.CLAIMED,
            attribution=(says,),
            **{role_of_speaker: (make_actor("x"),)},
            **killed(1),
        )
        return range_of(fused(told("a", **killed(4)), claim))[0]

    assert low("perpetrators") == 4
    assert low("targets") == 1


def test_an_outlet_of_a_party_speaks_for_it_where_it_takes_part() -> None:
    def voice(**roles: Any) -> Voice:
        return fused(told("a", "x_media", **roles)).accounts[0].voice

    assert voice(perpetrators=(make_actor("x"),)) is Voice.PARTY
    assert voice(targets=(make_actor("x_branch"),)) is Voice.PARTY
    assert voice(perpetrators=(make_actor("y"),)) is Voice.NEUTRAL


def test_background_counts_only_alone() -> None:
    recalled = told("b", None, 2, status=Status.BACKGROUND, **killed(9))
    event = fused(told("a", **killed(4)), recalled)
    assert (event.killed, range_of(event)) == (make_count(4), (4, 4, 4))
    assert standings(event)[1] == ("9", Standing.BACKGROUND)
    assert fused(recalled).killed == make_count(9)


def test_reports_of_one_outlet_are_one_source() -> None:
    event = fused(told("a", "wire"), told("b", "wire", 1), told("c", "paper", 1))
    assert event.independent_sources == 2
    assert [a.source for a in event.accounts] == [1, 1, 2]
    assert event.confidence == pytest.approx(0.84)


def test_a_part_stands_for_its_whole() -> None:
    event = fused(
        told("a", perpetrators=(make_actor("x"),)),
        told("b", perpetrators=(make_actor("x_branch"),)),
    )
    assert [actor.id for actor in event.perpetrators] == ["x_branch"]
    assert values(event, "perpetrators") == {"x": (("a",), False), "x_branch": (("b",), True)}
    assert (rule(event, "perpetrators"), event.conflicts) == ("part_for_whole", ())


def test_whom_most_name_did_it_and_the_others_stay_beside() -> None:
    event = fused(
        *(told(d, perpetrators=(make_actor("x"),)) for d in "ab"),
        told("c", perpetrators=(make_actor("y"),)),
    )
    assert [actor.id for actor in event.perpetrators] == ["x"]
    assert rule(event, "perpetrators") == "named_by_most"
    assert [c.values for c in event.conflicts] == [("x", "x", "y")]


def test_of_equally_many_both_are_shown() -> None:
    event = fused(
        told("a", perpetrators=(make_actor("x"),)), told("b", perpetrators=(make_actor("y"),))
    )
    assert [actor.id for actor in event.perpetrators] == ["x", "y"]
    assert (rule(event, "perpetrators"), len(event.conflicts)) == ("united", 1)


def test_civilians_stand_where_only_a_party_says_fighters() -> None:
    civilians = make_actor("gen_civilians", category="civilian")
    event = fused(
        told("a", targets=(civilians,)),
        told("b", status=Status.CLAIMED, targets=(make_actor("y"),)),
    )
    assert [actor.id for actor in event.targets] == ["gen_civilians"]
    assert [c.field for c in event.conflicts] == ["targets"]


def test_police_and_civilians_complete_each_other() -> None:
    civilians = make_actor("gen_civilians", category="civilian")
    event = fused(told("a", targets=(civilians,)), told("b", targets=(make_actor("police"),)))
    assert [actor.id for actor in event.targets] == ["gen_civilians", "police"]
    assert event.conflicts == ()


def test_sides_of_a_clash_in_another_order_are_no_conflict() -> None:
    x, y = (make_actor("x"),), (make_actor("y"),)

    def event(kind: SubEventType) -> Event:
        return fused(
            told("a", sub_event_type=kind, perpetrators=x, targets=y),
            told("b", sub_event_type=kind, perpetrators=y, targets=x, **killed(3)),
        )

    clash = event(K.ARMED_CLASH)
    assert ((clash.perpetrators, clash.targets), clash.conflicts) == ((x, y), ())
    shelling = event(K.SHELLING)
    assert [c.field for c in shelling.conflicts] == ["perpetrators", "targets"]


def test_two_carriers_of_one_blast_are_a_conflict() -> None:
    event = fused(told("a", weapons=("vehicle_bomb",)), told("b", weapons=("landmine",)))
    assert [(c.field, c.values) for c in event.conflicts] == [
        ("weapons", ("vehicle_bomb", "landmine"))
    ]


def test_near_a_town_speaks_for_that_town_and_not_for_its_neighbour() -> None:
    near = make_place(precision=PlacePrecision.NEAR, geonameid=5)
    event = fused(
        told("a", place=make_place(geonameid=5)),
        told("b", place=near),
        told("c", place=make_place("Qasr", lat=35.05, geonameid=6)),
    )
    assert event.place == make_place(geonameid=5)
    assert [c.field for c in event.conflicts] == ["place"]


def test_a_detailed_report_shows_its_kind_where_the_others_only_say_less() -> None:
    event = fused(
        *(told(d, sub_event_type=K.REMOTE_EXPLOSIVE) for d in "abc"),
        told("d", sub_event_type=K.SUICIDE_BOMBING),
    )
    assert (event.sub_event_type, rule(event, "sub_event_type")) == (
        K.SUICIDE_BOMBING,
        "agreed_by_most",
    )


@pytest.mark.parametrize(
    ("expected", "outlet"),
    [
        pytest.param(Grade(value="C", suggested=True, reason="newsroom"), "وكالة النهر", id="wire"),
        pytest.param(Grade(value="F", suggested=True, reason="state_outlet"), "state", id="state"),
        pytest.param(
            Grade(value="D", suggested=True, reason="party_outlet"), "x_media", id="party"
        ),
        pytest.param(Grade(value="F", suggested=True, reason="unknown_outlet"), "?", id="unknown"),
        pytest.param(Grade(value="F", suggested=True, reason="no_outlet"), None, id="none"),
    ],
)
def test_reliability_goes_by_the_kind_of_outlet(expected: Grade, outlet: str | None) -> None:
    assert fused(told("a", outlet)).accounts[0].reliability == expected


DENIED = {"status": Status.DENIED}
CLAIMED = {"status": Status.CLAIMED}
RECALLED = {"status": Status.BACKGROUND}
ELSEWHERE = {"place": make_place("Qasr", lat=35.02)}
COARSE = {"place": make_place(lat=None, lon=None, precision=PlacePrecision.ADMIN1)}


@pytest.mark.parametrize(
    ("expected", "reports"),
    [
        pytest.param(("3", "one_source"), [told("a")], id="one report"),
        pytest.param(("2", "sources_agree"), [told("a"), told("b")], id="two reports"),
        pytest.param(("2", "sources_agree"), [told("a"), told("b", **COARSE)], id="one coarse"),
        pytest.param(("3", "one_source"), [told("a", "w"), told("b", "w")], id="one outlet twice"),
        pytest.param(("3", "sources_differ"), [told("a"), told("b", **ELSEWHERE)], id="two towns"),
        pytest.param(("3", "one_source"), [told("a"), told("b", **CLAIMED)], id="report and claim"),
        pytest.param(("6", "party_only"), [told("a", **CLAIMED)], id="a claim"),
        pytest.param(("4", "some_deny"), [told("a"), told("b", **DENIED)], id="report and denial"),
        pytest.param(("5", "all_deny"), [told("a", **DENIED)], id="denials alone"),
        pytest.param(("6", "only_background"), [told("a", **RECALLED)], id="recalled"),
        pytest.param(("3", "one_source"), [told("a"), told("b", **RECALLED)], id="and recalled"),
    ],
)
def test_credibility_goes_by_who_tells_it(
    expected: tuple[str, str], reports: Sequence[Told]
) -> None:
    grade = fused(*reports).credibility
    assert grade is not None
    assert (grade.value, grade.reason, grade.suggested) == (*expected, True)


def test_copies_never_make_it_more_credible() -> None:
    agency = (make_reuse("a", share=0.9),)
    event = fused(told("a"), told("b"), told("c"), reuse={"b": agency, "c": agency})
    assert event.credibility == Grade(value="3", suggested=True, reason="one_source")


def test_a_wide_date_is_neither_shown_nor_a_conflict() -> None:
    wide = make_day(DAY - timedelta(days=1), DAY)
    event = fused(told("a", date=wide), told("b"))
    assert (event.date, rule(event, "date")) == (make_day(), "agreed_by_most")
    assert event.conflicts == ()
