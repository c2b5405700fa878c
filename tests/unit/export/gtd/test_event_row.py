"""Each cell of a row in GTD's style follows the rule that its column states."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from tests.builders import make_actor, make_count, make_day, make_event, make_mention, make_place
from tests.sources import Held

from rasd.export.gtd import gtd_text
from rasd.export.gtd.event_row import event_cells
from rasd.export.gtd.numbers import Numbers
from rasd.export.mapping import Fit, mapping_of
from rasd.model import (
    Citation,
    Claim,
    Conflict,
    Effect,
    Event,
    Harm,
    Materiel,
    Outcome,
    PlacePrecision,
    RunError,
    Status,
    SubEventType,
    Toll,
    replace,
)

K = SubEventType
REPORTER = Harm(outcome=Outcome.KILLED, group="journalists", min=1, max=1)
ARMY = make_actor("irq_army", category="state_force")
POLICE = make_actor("irq_fed_police", category="state_force")
GROUP = make_actor("is_core")
MARKET = replace(make_actor(None, category="building", text="سوق"), name_en="market or business")
TANK = Materiel(object="tank", effect=Effect.SEIZED, count=2)
CAR = Materiel(object="vehicle_any", effect=Effect.DAMAGED, count=2)
BEST = Toll(field="killed", low=3, best=5, high=9, timeline=())
ONE_CLAIMS = {"perpetrators": (GROUP,), "status": Status.CLAIMED}
CLAIM = Claim(id="is_core", channel="Telegram", text="التنظيم")


def event(kind: SubEventType = K.REMOTE_EXPLOSIVE, **values: Any) -> Event:
    return make_event(make_mention("a", sub_event_type=kind), **values)


def row(of: Event, *citations: Citation) -> dict[str, str]:
    """The cells that are not empty, as they are read from the file."""
    text = "".join(gtd_text(Held([of], list(citations))))
    [found] = csv.DictReader(io.StringIO(text, newline=""))
    return {name: cell for name, cell in found.items() if cell}


def killed(number: int, group: str) -> Harm:
    return Harm(outcome=Outcome.KILLED, group=group, min=number, max=number)


def test_the_columns_are_those_of_gtd_in_its_order() -> None:
    names = mapping_of("gtd").names
    assert len(names) == 135
    assert names[:4] == ("eventid", "iyear", "imonth", "iday")
    assert names[-5:] == ("INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY", "related")


def test_every_column_is_filled_by_a_rule_or_said_to_be_empty() -> None:
    filled = set(event_cells(event(), {}, Numbers()))
    empty = {each.name for each in mapping_of("gtd").columns if each.fit is Fit.EMPTY}
    assert filled | empty == set(mapping_of("gtd").names)
    assert not filled & empty


@pytest.mark.parametrize(
    ("column", "expected", "of"),
    [
        ("country", "200", event()),
        ("country_txt", "Syria", event()),
        ("region_txt", "Middle East & North Africa", event()),
        ("city", "Tall Warda", event()),
        ("specificity", "1", event()),
        ("vicinity", "0", event()),
        ("vicinity", "1", event(place=make_place(precision=PlacePrecision.NEAR))),
        ("specificity", "2", event(place=make_place(source="APPROX: centroid of a district"))),
        ("specificity", "3", event(place=make_place(precision=PlacePrecision.ADMIN2))),
        ("specificity", "4", event(place=make_place(precision=PlacePrecision.ADMIN1))),
        ("city", "Unknown", event(place=make_place(precision=PlacePrecision.ADMIN1))),
        ("specificity", "5", event(place=make_place(precision=PlacePrecision.COUNTRY))),
        ("latitude", None, event(place=make_place(precision=PlacePrecision.COUNTRY))),
        ("latitude", "35.0", event()),
        ("specificity", "5", event(place=make_place(lat=None, lon=None))),
        ("attacktype1_txt", "Bombing/Explosion", event()),
        ("weaptype1_txt", "Explosives", event()),
        ("weapsubtype1_txt", "Vehicle", event(weapons=("vehicle_bomb",))),
        ("weaptype2_txt", "Firearms", event(weapons=("vehicle_bomb", "firearms"))),
        ("suicide", "1", event(K.SUICIDE_BOMBING)),
        ("suicide", "0", event()),
        ("success", "0", event(K.DISRUPTED_ATTACK)),
        ("success", "1", event()),
        ("attacktype2", "2", event(K.ARMED_CLASH, weapons=("ied",))),
        ("attacktype1", "3", event(K.ATTACK, weapons=("ied",))),
        ("attacktype1", "6", event(K.EXECUTION, abducted=make_count(2))),
        ("hostkidoutcome", "4", event(K.EXECUTION, abducted=make_count(2))),
        ("attacktype1_txt", "Assassination", event(K.ATTACK, harm=(killed(1, "clerics"),))),
        ("success", "1", event(K.ATTACK, harm=(killed(1, "clerics"),))),
        ("gname", "Unknown", event()),
        ("gname", "Islamic State of Iraq and the Levant (ISIL)", event(perpetrators=(GROUP,))),
        ("gname", "Islamic State of Iraq and the Levant (ISIL)", event(claimed_by=(CLAIM,))),
        ("gname", "syr_sna", event(perpetrators=(make_actor("syr_sna"),))),
        ("guncertain1", "1", event(**ONE_CLAIMS)),
        (
            "guncertain1",
            "0",
            event(**ONE_CLAIMS, claimed_by=(CLAIM,)),
        ),
        (
            "guncertain1",
            "1",
            event(
                perpetrators=(GROUP,),
                conflicts=(Conflict(field="perpetrators", values=("a", "b"), doc_ids=("a", "b")),),
            ),
        ),
        ("claimed", "0", event()),
        ("claimed", "1", event(claimed_by=(CLAIM,))),
        ("claimmode", "7", event(claimed_by=(CLAIM,))),
        ("claimmode", "10", event(claimed_by=(replace(CLAIM, channel=None),))),
        ("compclaim", None, event(claimed_by=(CLAIM,))),
        ("compclaim", "-9", event(claimed_by=(CLAIM, replace(CLAIM, id="aqim")))),
        ("claim2", "1", event(claimed_by=(CLAIM, replace(CLAIM, id="aqim")))),
        ("targtype1_txt", "Unknown", event()),
        ("targtype1_txt", "Military", event(targets=(ARMY,))),
        ("natlty1_txt", "Iraq", event(targets=(ARMY,))),
        ("alternative_txt", "Insurgency/Guerilla Action", event(targets=(ARMY,))),
        ("doubtterr", "1", event(targets=(ARMY,))),
        ("doubtterr", "-9", event(targets=(POLICE,))),
        ("targtype1_txt", "Police", event(targets=(POLICE,))),
        ("targtype1_txt", "Terrorists/Non-State Militia", event(targets=(GROUP,))),
        ("targsubtype1_txt", "Marketplace/Plaza/Square", event(targets=(MARKET,))),
        (
            "targtype2_txt",
            "Journalists & Media",
            event(targets=(ARMY,), harm=(REPORTER,)),
        ),
        ("alternative", "4", event(weapons=("landmine",))),
        ("alternative", "3", event(perpetrators=(GROUP,), targets=(make_actor("syr_hts"),))),
        ("crit1", None, event()),
        ("nkill", None, event()),
        ("nkill", "3", event(killed=make_count(3, None))),
        ("nkill", "0", event(killed=make_count(0))),
        (
            "nkill",
            "5",
            event(
                killed=make_count(3),
                tolls=(BEST,),
            ),
        ),
        ("nwound", "20", event(wounded=make_count(20, 99))),
        ("nkillter", "2", event(targets=(ARMY,), harm=(killed(2, "fighters"),))),
        ("nkillter", None, event(targets=(GROUP,), harm=(killed(2, "fighters"),))),
        ("nkillter", None, event()),
        ("property", "-9", event()),
        (
            "property",
            "1",
            event(materiel=(CAR,)),
        ),
        (
            "propcomment",
            "2 vehicle damaged",
            event(materiel=(CAR,)),
        ),
        (
            "property",
            "-9",
            event(materiel=(TANK,)),
        ),
        ("ishostkid", "0", event()),
        ("ishostkid", "1", event(K.ABDUCTION)),
        ("nhostkid", "-99", event(K.ABDUCTION)),
        ("nhostkid", "4", event(K.ABDUCTION, abducted=make_count(4))),
        ("nhostkid", None, event()),
        ("INT_LOG", "-9", event()),
        ("dbsource", "rasd", event()),
    ],
)
def test_a_cell_follows_its_rule(column: str, expected: str | None, of: Event) -> None:
    assert row(of).get(column) == expected


def test_an_assassination_that_killed_no_one_of_standing_failed() -> None:
    hurt = Harm(outcome=Outcome.WOUNDED, group="clerics", min=1, max=1)
    found = row(event(K.ATTACK, harm=(hurt,)))
    assert (found["attacktype1_txt"], found["success"]) == ("Assassination", "0")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2031, 5, 6), date(2031, 5, 6), ("2031", "5", "6", None)),
        (date(2031, 5, 6), date(2031, 5, 8), ("2031", "5", "0", "May 6, 2031 - May 8, 2031")),
        (date(2031, 5, 30), date(2031, 6, 2), ("2031", "0", "0", "May 30, 2031 - June 2, 2031")),
    ],
)
def test_a_day_that_is_not_certain_is_zero(
    first: date, last: date, expected: tuple[str | None, ...]
) -> None:
    found = row(event(date=make_day(first, last)))
    assert tuple(found.get(name) for name in ("iyear", "imonth", "iday", "approxdate")) == expected
    assert found["eventid"].startswith(f"2031{int(found['imonth']):02}{int(found['iday']):02}")


def test_our_own_id_travels() -> None:
    found = event()
    assert f"rasd event {found.id}" in row(found)["addnotes"]


def test_the_summary_is_composed_from_values() -> None:
    found = event(
        perpetrators=(GROUP,),
        targets=(ARMY,),
        killed=make_count(3, None),
        wounded=make_count(5),
        claimed_by=(CLAIM,),
    )
    assert row(found)["summary"] == (
        "05/06/2031: Bombing/Explosion by Islamic State of Iraq and the Levant (ISIL) against "
        "irq_army in Tall Warda, Al-Warda, Syria. At least 3 killed, 5 wounded. "
        "Claimed by Islamic State of Iraq and the Levant (ISIL)."
    )


def test_reports_are_cited_with_title_outlet_and_day() -> None:
    report = Citation(
        id="a", sha256="0" * 64, title="خبر", outlet="وكالة", published=date(2031, 5, 7)
    )
    assert row(event(), report)["scite1"] == '"خبر", وكالة, May 7, 2031.'


def test_numbers_have_twelve_digits_and_never_meet() -> None:
    numbers = Numbers()
    found = [numbers.number(f"event-{n}", year=2031, month=5, day=6) for n in range(3000)]
    assert len(set(found)) == 3000
    assert {str(number)[:8] for number in found} == {"20310506"}
    assert {len(str(number)) for number in found} == {12}


def test_a_day_with_more_events_than_numbers_is_an_error_with_a_remedy() -> None:
    numbers = Numbers()
    for n in range(10_000):
        numbers.number(str(n), year=2031, month=5, day=0)
    with pytest.raises(RunError, match=r"2031-05-00: export a part"):
        numbers.number("one more", year=2031, month=5, day=0)


def test_an_event_keeps_its_number_whatever_stands_beside_it() -> None:
    mine = event()
    others = [make_event(make_mention("b", n), date=make_day(date(2031, 5, 7))) for n in range(20)]
    alone = row(mine)["eventid"]
    text = "".join(gtd_text(Held([*others, mine])))
    rows = csv.DictReader(io.StringIO(text, newline=""))
    assert alone in [each["eventid"] for each in rows]
