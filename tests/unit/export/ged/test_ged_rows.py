"""An event reads in UCDP's columns as in its Georeferenced Event Dataset."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.builders import make_actor, make_count, make_day, make_event, make_mention, make_place

from rasd.export.ged import GedRow, ged_left_out_text, ged_text, row_of
from rasd.export.ged.coded import date_prec_of, ged_reason, where_prec_of
from rasd.export.mapping import mapping_of
from rasd.model import (
    Actor,
    Attribution,
    AttributionRole,
    Citation,
    DatePrecision,
    DateValue,
    Event,
    EventType,
    Harm,
    Outcome,
    PlacePrecision,
    Status,
    SubEventType,
)

CITED = {
    "a": Citation(
        id="a",
        sha256="",
        title='Blast "kills" two; more',
        outlet="Reuters",
        published=date(2022, 5, 15),
    ),
    "b": Citation(id="b", sha256="", outlet="Sidra Press"),
}
IRAQ = make_place(
    "Tall Warda", country="IQ", admin1="Nineveh", admin2="Warda District", lat=36.25, lon=42.5
)


def event(**overrides: Any) -> Event:
    given: dict[str, Any] = {
        "id": "event-0000000000ff",
        "date": make_day(date(2022, 5, 14)),
        "place": IRAQ,
        "doc_ids": ("a", "b"),
        "perpetrators": (make_actor("is_core"),),
        "targets": (make_actor("irq_army", category="state_force"),),
        "killed": make_count(3),
    }
    return make_event(make_mention(), **(given | overrides))


def test_the_columns_are_those_that_the_mapping_documents() -> None:
    assert GedRow._fields == mapping_of("ged").names
    assert len(GedRow._fields) == 49


def test_a_bomb_against_an_army_reads_whole() -> None:
    found = row_of(
        event(
            harm=(Harm(outcome=Outcome.KILLED, group="soldiers", min=2, max=2),),
            attribution=(
                Attribution(id=None, name="police; source", role=AttributionRole.SAYS, text="t"),
                Attribution(id=None, name="an agency", role=AttributionRole.VIA, text="t"),
            ),
        ),
        CITED,
    )._asdict()
    assert found == {
        "id": 255,
        "relid": "IRQ-2022-1-524-255",
        "year": 2022,
        "active_year": None,
        "code_status": "Clear",
        "type_of_violence": 1,
        "conflict_dset_id": None,
        "conflict_new_id": None,
        "conflict_name": None,
        "dyad_dset_id": None,
        "dyad_new_id": 524,
        "dyad_name": "Government of Iraq - IS",
        "side_a_dset_id": None,
        "side_a_new_id": 116,
        "side_a": "Government of Iraq",
        "side_b_dset_id": None,
        "side_b_new_id": 234,
        "side_b": "IS",
        "number_of_sources": 1,
        "source_article": '"Reuters,2022-05-15,Blast \'kills\' two, more";"Sidra Press,,"',
        "source_office": "Reuters;Sidra Press",
        "source_date": "2022-05-15;",
        "source_headline": "Blast 'kills' two, more;",
        "source_original": "police, source",
        "where_prec": 1,
        "where_coordinates": "Tall Warda",
        "where_description": "Tall Warda, Warda District, Nineveh, Iraq",
        "adm_1": "Nineveh province",
        "adm_2": "Warda District",
        "latitude": 36.25,
        "longitude": 42.5,
        "geom_wkt": "POINT (42.5 36.25)",
        "priogrid_gid": 252 * 720 + 445 + 1,
        "country": "Iraq",
        "country_id": 645,
        "region": "Middle East",
        "event_clarity": 1,
        "date_prec": 1,
        "date_start": "2022-05-14 00:00:00.000",
        "date_end": "2022-05-14 00:00:00.000",
        "deaths_a": 2,
        "deaths_b": 0,
        "deaths_civilians": 0,
        "deaths_unknown": 1,
        "best": 3,
        "high": 3,
        "low": 3,
        "gwnoa": 645,
        "gwnob": None,
    }


def test_one_sided_violence_has_civilians_for_side_b() -> None:
    found = row_of(event(targets=(make_actor("gen_civilians", category="generic"),)), CITED)
    assert (found.type_of_violence, found.side_b, found.side_b_new_id) == (3, "Civilians", None)
    assert (found.dyad_new_id, found.dyad_name, found.conflict_name) == (
        234,
        "IS - Civilians",
        "IS - Civilians",
    )
    assert (found.gwnoa, found.gwnob, found.deaths_civilians) == (None, None, 3)


def test_a_claim_and_an_unknown_dyad_are_to_be_checked() -> None:
    assert row_of(event(status=Status.CLAIMED), CITED).code_status == "Check deaths"
    unlisted = Actor(id=None, name_en="New Group", text="text", category="rebel")
    found = row_of(event(perpetrators=(unlisted,)), CITED)
    assert (found.code_status, found.dyad_new_id, found.relid) == (
        "Check dyad",
        None,
        "IRQ-2022-1-0-255",
    )


def test_gaza_lies_in_israel_where_ucdp_places_it() -> None:
    place = make_place("Gaza City", country="PS", admin1="Gaza Strip")
    acting = make_actor("isr_military", category="state_force")
    facing = make_actor("pse_hamas", category="militia")
    found = row_of(event(place=place, perpetrators=(acting,), targets=(facing,)), CITED)
    assert (found.country, found.country_id, found.gwnoa) == ("Israel", 666, 666)
    assert (found.dyad_new_id, found.adm_1) == (477, "Gaza Strip")


@pytest.mark.parametrize(
    ("overrides", "reason"),
    [
        ({}, None),
        ({"status": Status.DENIED}, "denied"),
        (
            {"sub_event_type": SubEventType.ARREST, "event_type": EventType.STRATEGIC},
            "no_armed_force",
        ),
        ({"killed": None}, "no_death"),
        ({"killed": make_count(0)}, "no_death"),
        ({"killed": make_count(0, 3)}, None),
        ({"date": None}, "no_day"),
        ({"date": make_day(date(2022, 1, 1), date(2023, 1, 2))}, "no_day"),
        ({"date": make_day(date(2022, 1, 1), date(2022, 12, 31))}, None),
        (
            {
                "date": DateValue(
                    start=date(2022, 1, 1),
                    end=date(2022, 1, 1),
                    precision=DatePrecision.UNKNOWN,
                    text="t",
                )
            },
            "no_day",
        ),
        ({"place": None}, "no_place"),
        ({"place": make_place(country="ZZ")}, "no_place"),
        ({"place": make_place(country="IQ", lon=None)}, "no_coordinates"),
        ({"place": make_place(country="IQ", precision=PlacePrecision.COUNTRY)}, None),
        ({"place": make_place(country="IQ", precision=PlacePrecision.UNKNOWN)}, "no_coordinates"),
        ({"perpetrators": ()}, "no_organised_party"),
    ],
)
def test_what_is_not_coded_has_a_reason(overrides: dict[str, Any], reason: str | None) -> None:
    assert ged_reason(event(**overrides)) == reason


@pytest.mark.parametrize(
    ("days", "expected"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (365, 5)]
)
def test_dates_are_as_precise_as_ucdp_has_them(days: int, expected: int) -> None:
    start = date(2022, 1, 1)
    assert date_prec_of(start, date.fromordinal(start.toordinal() + days - 1)) == expected


def test_places_are_as_precise_as_ucdp_has_them() -> None:
    order = ("exact", "near", "admin2", "admin1", "country")
    assert [where_prec_of(PlacePrecision(each)) for each in order] == [1, 2, 3, 4, 6]


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
    source: Any = Events(event(), event(id="event-000000000001", killed=None))
    assert [line.split(",")[0] for line in ged_text(source)] == ["id", "255"]
    _, *left = ged_left_out_text(source)
    assert [line.split(",")[:2] for line in left] == [["event-000000000001", "no_death"]]


def test_what_is_no_event_of_ucdp_has_no_row() -> None:
    with pytest.raises(ValueError, match="event-0000000000ff: UCDP does not code it: no_death"):
        row_of(event(killed=None), CITED)
