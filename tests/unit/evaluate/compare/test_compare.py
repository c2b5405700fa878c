"""Incidents of two sides are paired, and what is left over is explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders import (
    DAY,
    make_actor,
    make_count,
    make_day,
    make_event,
    make_mention,
    make_place,
)

from rasd.evaluate.compare import (
    Codebook,
    Comparison,
    Incident,
    Kind,
    People,
    Theirs,
    compare,
    event_in_terms,
    summary_json,
    summary_lines,
)
from rasd.evaluate.compare.shares import Share
from rasd.model import Account, Grade, PlacePrecision, Status, SubEventType, Voice

BOMB = (Kind("Explosions/Remote violence", "Remote explosive/landmine/IED"),)
CLASH = (Kind("Battles", "Armed clash"),)
A_DAY = timedelta(days=1)


def of_ours(number: int = 0, codebook: Codebook = Codebook.ACLED, **values: Any) -> Incident:
    """A bomb in Tall Warda unless said otherwise."""
    return event_in_terms(codebook, make_event(make_mention("a", number, **values)))


def reported(event: Incident, *, on: date = DAY, by: str = "Sahel24") -> Incident:
    return replace(event, published=(on,), outlets=(by,))


def of_theirs(name: str = "T1", **values: Any) -> Incident:
    given: dict[str, Any] = {"first": DAY, "country": "SY", "lat": 35.0, "lon": 38.0}
    given |= {"radius": 2.0, "kinds": BOMB, "place": "Tall Warda", "line": 2} | values
    return Incident(id=name, **({"last": given["first"]} | given))


def compared(
    ours: Iterable[Incident],
    theirs: Iterable[Incident],
    *,
    codebook: Codebook = Codebook.ACLED,
    **options: Any,
) -> Comparison:
    file = Theirs(codebook=codebook, incidents=tuple(theirs), faults=())
    return compare(tuple(ours), file, **options)


def why_of_theirs(found: Comparison) -> dict[str, str]:
    return {row.incident.id: row.why.reason for row in found.theirs_only}


def detail(found: Comparison) -> tuple[str, str]:
    [row] = found.theirs_only
    return row.why.reason, row.why.detail


def why_of_ours(found: Comparison) -> list[str]:
    return [row.why.reason for row in found.ours_only]


WIDE = (of_theirs("before", first=DAY - 40 * A_DAY), of_theirs("after", first=DAY + 40 * A_DAY))
"""Incidents of theirs that stretch their period."""


def framed(*ours: Incident) -> list[Incident]:
    """Our events, and two that are paired with those that stretch their period."""
    return [
        *ours,
        of_ours(90, date=make_day(DAY - 40 * A_DAY)),
        of_ours(91, date=make_day(DAY + 40 * A_DAY)),
    ]


def test_the_same_incident_is_one_pair_that_agrees() -> None:
    found = compared([of_ours(killed=make_count(3))], [of_theirs(killed=People(3, 3, 3))])
    [pair] = found.pairs
    assert (pair.fields.date, pair.fields.kind, pair.fields.killed) == ("same", "same", "same")
    assert pair.fields.km == pytest.approx(0)
    assert found.theirs_found == Share(1, 1) == found.ours_found


def test_the_toll_decides_between_two_of_one_day_and_town() -> None:
    ours = [of_ours(1, killed=make_count(9)), of_ours(2, killed=make_count(2))]
    theirs = [of_theirs("two", killed=People(2, 2, 2)), of_theirs("nine", killed=People(9, 9, 9))]
    pairs = {(row.ours.id, row.theirs.id) for row in compared(ours, theirs).pairs}
    assert pairs == {(ours[0].id, "nine"), (ours[1].id, "two")}


def test_a_kind_that_excludes_another_is_a_near_miss() -> None:
    march = of_ours(sub_event_type=SubEventType.PEACEFUL_PROTEST)
    found = compared(framed(march), [of_theirs(), *WIDE])
    reason, words = detail(found)
    assert reason == "near_kind"
    assert "Peaceful protest in ours" in words
    assert found.theirs_only[0].why.other == march.id


def test_days_beyond_the_window_are_a_near_miss_by_so_many() -> None:
    found = compared(framed(of_ours()), [of_theirs(first=DAY + 4 * A_DAY), *WIDE])
    assert detail(found) == ("near_day", "4 days apart, 2 allowed")


def test_a_place_beyond_the_margin_is_a_near_miss_by_kilometres() -> None:
    found = compared(framed(of_ours()), [of_theirs(lat=35.45), *WIDE])
    assert detail(found) == ("near_place", "50 km apart, 34 allowed")


def test_a_nearest_that_agrees_in_too_little_says_in_what_it_does_not() -> None:
    other = of_theirs(lat=35.1, kinds=CLASH, killed=People(40, 40, 40))
    found = compared(framed(of_ours(killed=make_count(1))), [other, *WIDE])
    assert detail(found) == ("near_doubt", "too little agrees (code, toll)")


def test_a_wider_window_pairs_them() -> None:
    theirs = [of_theirs(lat=35.36, killed=People(6, 6, 6))]
    ours = [of_ours(killed=make_count(6))]
    assert not compared(ours, theirs).pairs
    assert len(compared(ours, theirs, km=60).pairs) == 1


def test_a_precision_of_theirs_widens_the_window() -> None:
    week = of_theirs(first=DAY - 3 * A_DAY, last=DAY + 3 * A_DAY, lat=35.5, radius=90.0)
    [pair] = compared(
        [of_ours(killed=make_count(4))], [replace(week, killed=People(4, 4, 4))]
    ).pairs
    assert pair.fields.date == "within precision"


def test_daily_rows_of_theirs_are_parts_of_our_range() -> None:
    battle = of_ours(
        sub_event_type=SubEventType.ARMED_CLASH,
        date=make_day(DAY, DAY + 4 * A_DAY),
        killed=make_count(10),
    )
    days = [
        of_theirs(f"D{n}", first=DAY + n * A_DAY, kinds=CLASH, killed=People(2, 2, 2))
        for n in range(5)
    ]
    found = compared(framed(battle), [*days, *WIDE])
    assert sorted(why_of_theirs(found).values()) == ["part_of_ours"] * 4
    assert {row.why.other for row in found.theirs_only} == {battle.id}
    assert found.theirs_found == Share(7, 7)


def test_two_events_of_ours_whose_tolls_add_up_are_one_row_of_theirs() -> None:
    ours = [of_ours(1, killed=make_count(5)), of_ours(2, killed=make_count(3))]
    found = compared(ours, [of_theirs(killed=People(8, 8, 8))])
    assert why_of_ours(found) == ["part_of_theirs"]
    assert found.ours_found == Share(2, 2)


def test_two_events_whose_tolls_do_not_add_up_stay_two() -> None:
    ours = [of_ours(1, killed=make_count(5)), of_ours(2, killed=make_count(4))]
    found = compared(ours, [of_theirs(killed=People(5, 5, 5))])
    assert why_of_ours(found) == ["taken"]
    assert found.ours_found == Share(1, 2)


@pytest.mark.parametrize("status", [Status.DENIED, Status.BACKGROUND])
def test_what_we_hold_as_denied_or_background_is_named_beside_theirs(status: Status) -> None:
    found = compared(framed(of_ours(status=status)), [of_theirs(), *WIDE])
    assert why_of_theirs(found) == {"T1": f"ours_{status.value}"}
    assert why_of_ours(found) == [status.value]
    assert found.ours_found == Share(2, 2)


def test_an_undated_event_of_ours_is_named_beside_theirs() -> None:
    found = compared(framed(of_ours(date=None)), [of_theirs(), *WIDE])
    assert why_of_theirs(found) == {"T1": "ours_undated"}
    assert why_of_ours(found) == ["undated"]


def test_an_unplaced_event_of_ours_does_not_count_against_them() -> None:
    nowhere = make_place(lat=None, lon=None, precision=PlacePrecision.COUNTRY)
    assert why_of_ours(compared(framed(of_ours(place=nowhere)), WIDE)) == ["unplaced"]


def test_days_of_which_we_hold_no_report_explain_what_we_lack() -> None:
    ours = [reported(event, on=event.first or DAY) for event in framed()]
    assert why_of_theirs(compared(ours, [of_theirs(), *WIDE])) == {"T1": "no_report"}


@pytest.mark.parametrize(
    ("named", "reason"), [("Invented Wire", "other_outlets"), ("Al Jazeera", "unexplained")]
)
def test_sources_that_we_do_not_hold_explain_what_we_lack(named: str, reason: str) -> None:
    ours = [reported(event, on=event.first or DAY) for event in framed()]
    theirs = [of_theirs(outlets=(named,)), *WIDE]
    found = compared(ours, theirs, reports=[(DAY, "الجزيرة نت")])
    assert why_of_theirs(found) == {"T1": reason}


def test_a_claim_of_a_party_alone_is_told_as_that() -> None:
    far = make_place("Far Town", lat=33.0, lon=36.0)
    assert why_of_ours(compared(framed(of_ours(status=Status.CLAIMED, place=far)), WIDE)) == [
        "claimed"
    ]


HIT = {
    "perpetrators": (make_actor("is_core"),),
    "targets": (make_actor("gen_civilians", category="generic"),),
}


def test_ged_counts_no_event_without_a_death() -> None:
    found = compared(
        [of_ours(0, Codebook.GED, **HIT), of_ours(1, Codebook.GED, **HIT, killed=make_count(1))],
        [of_theirs(kinds=(Kind("3"),), killed=People(1, 1, 1))],
        codebook=Codebook.GED,
    )
    assert why_of_ours(found) == ["no_death"]
    assert found.ours_found == Share(1, 1)


def test_ged_counts_no_event_of_unknown_attackers_or_of_one_side_alone() -> None:
    dead = make_count(1)
    nobody = of_ours(0, Codebook.GED, killed=dead, targets=HIT["targets"])
    alone = of_ours(0, Codebook.GED, killed=dead, perpetrators=HIT["perpetrators"])
    assert [nobody.reason, alone.reason] == ["no_party", "no_party"]


def test_an_arrest_may_be_an_abduction_of_acled() -> None:
    kinds = of_ours(sub_event_type=SubEventType.ARREST).kinds
    assert Kind("Violence against civilians", "Abduction/forced disappearance") in kinds


def test_a_row_of_no_place_and_no_month_cannot_be_told_from_others() -> None:
    year = {"first": date(2031, 1, 1), "last": date(2031, 12, 31), "lat": None, "lon": None}
    found = compared(framed(), [of_theirs(**year), *WIDE])
    assert why_of_theirs(found) == {"T1": "vague"}
    assert found.theirs_found == Share(2, 2)


def test_a_death_that_ged_alone_knows_of_does_not_part_a_pair() -> None:
    theirs = of_theirs(kinds=(Kind("1"),), killed=People(1, 2, 2))
    found = compared([of_ours(0, Codebook.GED)], [theirs], codebook=Codebook.GED)
    assert [row.fields.killed for row in found.pairs] == ["only theirs"]


def test_ged_counts_what_happens_in_palestine_to_israel() -> None:
    assert of_ours(0, Codebook.GED, place=make_place(country="PS")).country == "IL"


def test_the_gtd_counts_no_event_by_a_state() -> None:
    army = make_actor("irq_army", category="state_force")
    coalition = make_actor("ext_us_coalition", category="external")
    strike = {"sub_event_type": SubEventType.AIR_STRIKE}
    assert of_ours(0, Codebook.GTD, perpetrators=(army,)).reason == "by_state"
    assert of_ours(0, Codebook.GTD, perpetrators=(coalition,), **strike).reason == "by_state"
    assert of_ours(0, Codebook.GTD, **strike).reason == "no_group"
    assert of_ours(0, Codebook.GTD).reason == ""


@pytest.mark.parametrize(
    ("doer", "target", "code"),
    [
        (("irq_army", "state_force"), ("is_core", "rebel"), "1"),
        (("syr_hts", "rebel"), ("is_core", "rebel"), "2"),
        (("is_core", "rebel"), ("gen_civilians", "generic"), "3"),
    ],
)
def test_parties_settle_the_type_of_violence(
    doer: tuple[str, str], target: tuple[str, str], code: str
) -> None:
    event = of_ours(
        0,
        Codebook.GED,
        perpetrators=(make_actor(doer[0], category=doer[1]),),
        targets=(make_actor(target[0], category=target[1]),),
    )
    assert event.kinds == (Kind(code),)


def test_what_one_side_alone_covers_is_not_lacking() -> None:
    elsewhere = of_theirs("LBN1", country="LB", lat=34.0, lon=36.0)
    later = of_theirs("SYR9", first=DAY + 90 * A_DAY)
    found = compared([of_ours()], [of_theirs(), elsewhere, later])
    assert why_of_theirs(found) == {"LBN1": "outside_countries", "SYR9": "outside_period"}
    assert found.theirs_found == Share(1, 1)


def test_a_report_that_recalls_an_old_event_does_not_stretch_our_period() -> None:
    old = reported(of_ours(1, date=make_day(date(2020, 1, 2))))
    assert compared([reported(of_ours()), old], [of_theirs()]).scope.ours.first == DAY


def test_nothing_in_common_is_said_and_no_share_is_given() -> None:
    found = compared([of_ours()], [of_theirs(first=DAY + 900 * A_DAY)])
    assert found.theirs_found.value is None
    assert "nothing can be compared" in "\n".join(summary_lines(found))
    assert summary_json(found)["theirs_that_we_have"]["value"] is None


def test_weeks_count_both_sides_from_mondays() -> None:
    [week] = compared([of_ours()], [of_theirs(), of_theirs("T2", lat=36.9)]).weeks
    assert week.monday.weekday() == 0
    assert (week.ours, week.theirs, week.pairs) == (1, 2, 1)


def test_differences_of_tolls_are_summed_up_with_their_limits() -> None:
    ours = [
        of_ours(n, killed=make_count(dead), place=make_place(lat=30.0 + n))
        for n, dead in enumerate((4, 6, 8))
    ]
    theirs = [
        of_theirs(f"T{n}", lat=30.0 + n, killed=People(dead, dead, dead))
        for n, dead in enumerate((5, 6, 5))
    ]
    of = compared(ours, theirs).differences("killed")
    assert (of.pairs, of.ours, of.theirs) == (3, 18, 16)
    assert of.mean == pytest.approx(2 / 3)
    assert of.sd == pytest.approx(2.0816659)
    assert of.limits == pytest.approx((2 / 3 - 1.96 * 2.0816659, 2 / 3 + 1.96 * 2.0816659))


def test_the_interval_of_a_share_is_wilsons() -> None:
    share = Share(8, 10)
    assert (share.low, share.high) == (pytest.approx(0.4901625), pytest.approx(0.9433178))
    assert (Share(0, 5).low, Share(5, 5).high) == (0.0, 1.0)


def test_accounts_give_the_outlets_and_days_of_an_event() -> None:
    account = Account(
        mention_id="m",
        doc_id="a",
        outlet="Sahel24",
        published=DAY,
        source=1,
        attributed_to=(),
        voice=Voice.NEUTRAL,
        reliability=Grade(value="C", suggested=True, reason="usual"),
    )
    event = event_in_terms(Codebook.ACLED, make_event(make_mention(), accounts=(account,)))
    assert (event.outlets, event.published) == (("Sahel24",), (DAY,))
