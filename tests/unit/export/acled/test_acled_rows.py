"""An event reads in ACLED's columns as ACLED's coders would write it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from tests.builders import make_actor, make_count, make_day, make_event, make_mention, make_place

from rasd.export.acled import AcledRow, acled_left_out_text, acled_text, row_of
from rasd.export.acled.kinds import kinds
from rasd.export.mapping import mapping_of
from rasd.model import (
    Account,
    Citation,
    Count,
    Event,
    Grade,
    Harm,
    Outcome,
    Status,
    SubEventType,
    Toll,
    Voice,
)

CITED = {
    "a": Citation(id="a", sha256="", outlet="رويترز", published=date(2022, 5, 15)),
    "b": Citation(id="b", sha256="", outlet="Sidra; Press"),
}
IRAQ = make_place("Tall Warda", country="IQ", admin1="Nineveh", lat=36.123456, lon=42.654321)


def account(published: date | None) -> Account:
    return Account(
        mention_id="m",
        doc_id="a",
        outlet=None,
        published=published,
        source=1,
        attributed_to=(),
        voice=Voice.NEUTRAL,
        reliability=Grade(value="C", suggested=True, reason="r"),
    )


def event(kind: SubEventType = SubEventType.REMOTE_EXPLOSIVE, **overrides: Any) -> Event:
    given: dict[str, Any] = {
        "id": "event-0000000000ff",
        "date": make_day(date(2022, 5, 14)),
        "place": IRAQ,
        "doc_ids": ("a",),
    }
    return make_event(make_mention(sub_event_type=kind), **(given | overrides))


def row(kind: SubEventType = SubEventType.REMOTE_EXPLOSIVE, **overrides: Any) -> dict[str, Any]:
    return row_of(event(kind, **overrides), CITED)._asdict()


def actors(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        row[name] for name in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "interaction")
    )


def test_the_columns_are_those_that_the_mapping_documents() -> None:
    assert AcledRow._fields == mapping_of("acled").names
    assert len(AcledRow._fields) == 31


def test_a_bomb_against_police_reads_whole() -> None:
    found = row(
        perpetrators=(make_actor("is_core"),),
        targets=(make_actor("irq_fed_police", category="state_force"),),
        killed=make_count(1),
        wounded=make_count(6, None),
        accounts=(account(date(2022, 5, 15)), account(date(2022, 5, 16)), account(None)),
    )
    assert found == {
        "event_id_cnty": "IRQ255",
        "event_date": "2022-05-14",
        "year": 2022,
        "time_precision": 1,
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Remote explosive/landmine/IED",
        "actor1": "Islamic State (Iraq)",
        "assoc_actor_1": None,
        "inter1": "Rebel group",
        "actor2": "Police Forces of Iraq (2020-2022)",
        "assoc_actor_2": None,
        "inter2": "State forces",
        "interaction": "State forces-Rebel group",
        "civilian_targeting": None,
        "iso": 368,
        "region": "Middle East",
        "country": "Iraq",
        "admin1": "Ninewa",
        "admin2": None,
        "admin3": None,
        "location": "Tall Warda",
        "latitude": 36.1235,
        "longitude": 42.6543,
        "geo_precision": 1,
        "source": "Reuters",
        "source_scale": "International",
        "notes": "On 14 May 2022, an explosive of Islamic State (Iraq) hit Police Forces of Iraq "
        "(2020-2022) in Tall Warda, killing 1 and injuring at least 6. 1 fatality.",
        "fatalities": 1,
        "tags": "rasd id=event-0000000000ff",
        "timestamp": 1652659200,
    }


def test_an_air_strike_of_a_foreign_army_on_civilians_targets_them() -> None:
    found = row(
        SubEventType.AIR_STRIKE,
        perpetrators=(make_actor("ext_turkey", category="state_force"),),
        targets=(make_actor("gen_civilians", category="generic"),),
        harm=(Harm(outcome=Outcome.KILLED, group="women", min=2, max=2),),
    )
    assert actors(found) == (
        "Military Forces of Turkey (2016-)",
        None,
        "Civilians (Iraq)",
        "Women (Iraq)",
        "External/Other forces-Civilians",
    )
    assert found["civilian_targeting"] == "Civilian targeting"


def test_civilians_hit_beside_an_armed_target_are_associated() -> None:
    found = row(
        SubEventType.SHELLING,
        perpetrators=(make_actor("is_core"),),
        targets=(make_actor("gen_civilians", category="generic"), make_actor("irq_peshmerga")),
    )
    assert actors(found)[2:4] == (
        "Military Forces of Iraq (2020-2022) Peshmerga",
        "Civilians (Iraq)",
    )
    assert found["civilian_targeting"] is None


def test_civilians_are_no_side_of_a_battle() -> None:
    found = row(
        SubEventType.ARMED_CLASH,
        perpetrators=(make_actor("is_core"),),
        targets=(make_actor("gen_civilians", category="generic"),),
    )
    assert actors(found)[2:4] == ("Unidentified Armed Group (Iraq)", None)
    assert found["civilian_targeting"] is None


def test_two_parties_that_both_act_are_the_two_sides_of_a_battle() -> None:
    found = row(
        SubEventType.ARMED_CLASH,
        perpetrators=(make_actor("is_core"), make_actor("irq_pmf", category="state_force")),
    )
    assert actors(found)[0] == "Islamic State (Iraq)"
    assert actors(found)[2].endswith("Popular Mobilization Forces")


def test_executed_captives_are_civilians_beside_whom_their_force_is_named() -> None:
    found = row(
        SubEventType.EXECUTION,
        perpetrators=(make_actor("is_core"),),
        targets=(make_actor("irq_army", category="state_force"),),
    )
    assert actors(found)[2:] == (
        "Civilians (Iraq)",
        "Military Forces of Iraq (2020-2022)",
        "Rebel group-Civilians",
    )
    assert found["civilian_targeting"] == "Civilian targeting"


def test_a_bomb_of_nobody_that_hits_no_party_is_one_sided() -> None:
    found = row(targets=(make_actor(None, category="building"),))
    assert actors(found) == (
        "Unidentified Armed Group (Iraq)",
        None,
        None,
        None,
        "Political militia only",
    )
    assert found["inter2"] is None


def test_a_unit_names_the_group_that_it_belongs_to() -> None:
    found = row(perpetrators=(make_actor("syr_manbij_mc"),), place=make_place())
    assert actors(found)[:2] == ("syr_manbij_mc", "QSD: Syrian Democratic Forces")


def test_a_crowd_stands_first_and_a_force_that_intervenes_second() -> None:
    found = row(
        SubEventType.PROTEST_WITH_INTERVENTION,
        perpetrators=(make_actor("irq_fed_police", category="state_force"),),
        targets=(make_actor("gen_protesters", category="generic"),),
    )
    assert actors(found)[0::2] == (
        "Protesters (Iraq)",
        "Police Forces of Iraq (2020-2022)",
        "State forces-Protesters",
    )
    assert found["tags"].startswith("crowd size=no report; ")
    assert found["notes"].endswith("[size=no report]")


def test_force_against_a_crowd_stands_before_it() -> None:
    found = row(
        SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS,
        perpetrators=(make_actor("gen_protesters", category="generic"),),
        targets=(make_actor("irq_army", category="state_force"),),
    )
    assert actors(found)[0::2] == (
        "Military Forces of Iraq (2020-2022)",
        "Protesters (Iraq)",
        "State forces-Protesters",
    )
    assert found["disorder_type"] == "Political violence; Demonstrations"
    assert found["civilian_targeting"] == "Civilian targeting"


def test_a_mob_against_civilians_targets_them() -> None:
    found = row(
        SubEventType.MOB_VIOLENCE,
        perpetrators=(make_actor("gen_rioters", category="generic"),),
        targets=(make_actor("gen_civilians", category="generic"),),
    )
    assert actors(found)[0::2] == ("Rioters (Iraq)", "Civilians (Iraq)", "Rioters-Civilians")
    assert found["civilian_targeting"] == "Civilian targeting"


def test_an_arrest_by_a_named_group_that_is_no_state_is_an_abduction() -> None:
    by_rebels = row(SubEventType.ARREST, perpetrators=(make_actor("is_core"),))
    assert by_rebels["sub_event_type"] == "Abduction/forced disappearance"
    assert by_rebels["actor2"] == "Civilians (Iraq)"
    by_police = row(SubEventType.ARREST, perpetrators=(make_actor("irq_fed_police"),))
    assert by_police["sub_event_type"] == "Arrests"
    by_nobody = row(SubEventType.ARREST, targets=(make_actor("gen_civilians", category="generic"),))
    assert by_nobody["sub_event_type"] == "Arrests"
    assert actors(by_nobody)[0::2][:2] == ("Unidentified Armed Group (Iraq)", "Civilians (Iraq)")


def test_displaced_people_stand_alone() -> None:
    found = row(
        SubEventType.DISPLACEMENT, targets=(make_actor("gen_civilians", category="generic"),)
    )
    assert actors(found) == ("Civilians (Iraq)", None, None, None, "Civilians only")


def test_a_claim_is_marked_in_tags_and_notes() -> None:
    found = row(status=Status.CLAIMED)
    assert found["tags"] == "rasd status=claimed; rasd id=event-0000000000ff"
    assert "Only a party to it tells this." in found["notes"]


def test_notes_say_what_is_vague_and_between_which_days() -> None:
    found = row(
        date=make_day(date(2022, 5, 9), date(2022, 5, 15)),
        killed=Count(min=200, max=999, text="مئات"),
    )
    assert found["notes"].startswith("Between 9 May 2022 and 15 May 2022, ")
    assert found["notes"].endswith("killing 200 to 999. Unclear fatalities coded as 100.")
    assert (found["event_date"], found["time_precision"], found["fatalities"]) == (
        "2022-05-12",
        2,
        100,
    )


def test_where_reports_differ_on_the_dead_notes_give_the_range_and_end_with_what_is_coded() -> None:
    found = row(
        status=Status.CLAIMED,
        killed=make_count(4),
        tolls=(Toll(field="killed", low=2, best=4, high=6, timeline=()),),
    )
    assert found["fatalities"] == 2
    assert found["notes"].endswith(
        "killing 2 to 6. Only a party to it tells this."
        " Reports differ on the number of the dead. 2 fatalities."
    )


def test_no_report_differs_where_one_gives_a_vague_number() -> None:
    found = row(
        killed=Count(min=20, max=99, text="عشرات"),
        tolls=(Toll(field="killed", low=20, best=20, high=99, timeline=()),),
    )
    assert "killing 20 to 99. " in found["notes"]
    assert "differ" not in found["notes"]


def test_those_whom_a_release_freed_are_not_noted_as_detained() -> None:
    found = row(SubEventType.RELEASE, detained=make_count(14))
    assert "with 14 freed. No fatalities reported." in found["notes"]
    assert "detained" not in found["notes"]


def test_no_note_puts_a_party_in_brackets() -> None:
    """ACLED's names of parties end with brackets of their own."""
    for kind in kinds().values():
        for words in (kind.words_one, kind.words_two):
            assert "(" not in words


def test_casualties_of_both_kinds_together_are_unknown() -> None:
    found = row(killed_or_wounded=make_count(9))
    assert found["notes"].endswith("killing or injuring 9. Casualties unknown.")
    assert found["fatalities"] == 0


def test_libya_has_three_parts_with_its_districts_below() -> None:
    found = row(place=make_place(country="LY", admin1="Sabha"))
    assert (found["admin1"], found["admin2"]) == ("South", "Sabha")


def test_sources_stand_once_each_and_a_semicolon_parts_only_them() -> None:
    found = row(doc_ids=("a", "b", "a", "gone"))
    assert found["source"] == "Reuters; Sidra, Press"
    assert found["source_scale"] == "International-Other"


def test_a_report_that_names_no_outlet_is_undisclosed() -> None:
    cited = {"a": Citation(id="a", sha256="")}
    found = row_of(event(), cited)
    assert (found.source, found.source_scale, found.timestamp) == (
        "Undisclosed Source",
        "Other",
        None,
    )


@pytest.mark.parametrize(
    ("outlet", "country", "scale"),
    [
        ("No Such Paper", "IQ", "Other"),
        ("Iraqi News Agency", "IQ", "National"),
        ("Iraqi News Agency", "LY", "Regional"),
        ("Iraqi News Agency", "ML", "International"),
        ("Agence France-Presse", "FR", "International"),
        ("SOHR", "SY", "Other"),
        ("Amaq News Agency", "SY", "Other"),
        ("Local Coordination Committees", "SY", "New media"),
    ],
)
def test_the_scale_follows_the_type_and_home_of_the_outlet(
    outlet: str, country: str, scale: str
) -> None:
    cited = {"a": Citation(id="a", sha256="", outlet=outlet)}
    assert row_of(event(place=make_place(country=country)), cited).source_scale == scale


class Events:
    """A source of events alone."""

    def __init__(self, *events: Event) -> None:
        self.held = events

    def events(self) -> tuple[Event, ...]:
        return self.held

    def citations(self) -> tuple[Citation, ...]:
        return tuple(CITED.values())

    documents = mentions = figures = redirects = events


def test_an_event_is_in_one_file_of_the_two() -> None:
    source: Any = Events(event(), event(id="event-000000000001", date=None))
    coded = list(csv.DictReader(io.StringIO("".join(acled_text(source)), newline="")))
    left = list(csv.DictReader(io.StringIO("".join(acled_left_out_text(source)), newline="")))
    assert [each["event_id_cnty"] for each in coded] == ["IRQ255"]
    assert [(each["event_id"], each["reason"]) for each in left] == [
        ("event-000000000001", "no_day")
    ]


def test_what_is_no_event_of_acled_has_no_row() -> None:
    with pytest.raises(ValueError, match="event-0000000000ff"):
        row_of(event(date=None), CITED)
