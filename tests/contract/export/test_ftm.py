"""FollowTheMoney entities: valid by the library's own model, with nothing that leads nowhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.types import registry
from tests.builders import (
    make_actor,
    make_count,
    make_day,
    make_document,
    make_event,
    make_evidence,
    make_mention,
    make_place,
)
from tests.contract.export.files import file_of
from tests.sources import Held

from rasd.export import EXPORTERS, Source
from rasd.export.mapping import mapping_of
from rasd.export.organisations import organisations
from rasd.model import (
    Account,
    Claim,
    Conflict,
    DatePrecision,
    DateValue,
    Event,
    Grade,
    PlacePrecision,
    Status,
    Toll,
    Voice,
    replace,
)

OUTPUT = EXPORTERS["ftm"].main


def entities(source: Source) -> list[Any]:
    return [json.loads(line) for line in file_of(OUTPUT, source).splitlines()]


def of(event: Event, schema: str) -> list[dict[str, list[str]]]:
    """The properties of the entities of one schema that an event makes."""
    document = replace(make_document("a", "خبر"), title="عنوان", outlet="الخبر")
    return [
        each["properties"]
        for each in entities(Held((event,), held_documents=(document,)))
        if each["schema"] == schema
    ]


def test_every_entity_is_valid_by_the_model(reported: Source) -> None:
    made = entities(reported)
    assert {each["schema"] for each in made} >= {"Event", "Article", "Organization"}
    for each in made:
        proxy: EntityProxy = model.get_proxy(each)
        assert registry.entity.validate(each["id"])
        assert set(each["properties"]) <= set(proxy.schema.properties)
        assert not [name for name in proxy.schema.required if not proxy.get(name)]
        proxy.schema.validate(each)
        assert proxy.to_dict()["properties"].keys() == each["properties"].keys()
        assert not proxy.schema.is_a("Thing") or proxy.caption != proxy.schema.label


def test_cleaning_by_the_library_takes_nothing_away(reported: Source) -> None:
    for each in entities(reported):
        cleaned = model.get_proxy(each, cleaned=False)
        kept = {name: len(cleaned.get(name)) for name in each["properties"]}
        assert kept == {name: len(values) for name, values in each["properties"].items()}


def test_every_reference_leads_to_an_entity_that_came_before(reported: Source) -> None:
    seen: dict[str, EntityProxy] = {}
    for each in entities(reported):
        proxy = model.get_proxy(each)
        for prop, value in proxy.itervalues():
            if prop.type == registry.entity:
                assert prop.range is not None
                assert seen[value].schema.is_a(prop.range)
        assert each["id"] not in seen
        seen[each["id"]] = proxy


def test_every_event_and_every_report_is_there(reported: Source) -> None:
    made = entities(reported)
    events = list(reported.events())
    assert {e["id"] for e in made if e["schema"] == "Event"} == {e.id for e in events}
    reports = [each for each in made if each["schema"] == "Article"]
    assert len(reports) == len({doc_id for event in events for doc_id in event.doc_ids})


def test_no_person_is_an_entity(reported: Source) -> None:
    allowed = {"Event", "Article", "Organization", "Address"}
    links = {"Documentation", "UnknownLink", "Mention", "Note"}
    assert {each["schema"] for each in entities(reported)} <= allowed | links
    names = {name for each in organisations().values() for name in each.names}
    for each in entities(reported):
        if each["schema"] == "Organization":
            assert set(each["properties"]["name"]) <= names


def test_the_properties_that_are_written_are_those_of_the_mapping(reported: Source) -> None:
    named = set(mapping_of("ftm").names)
    made = {
        f"{each['schema']}:{name}"
        for each in entities(reported)
        for name in (*each["properties"], *(["id"] if each["schema"] == "Event" else []))
    }
    assert made <= named


def test_every_column_of_the_mapping_is_a_property_of_the_model() -> None:
    for column in mapping_of("ftm").columns:
        schema, name = column.name.split(":")
        assert name == "id" or name in model.get(schema).properties  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (make_day(), {"date": ["2031-05-06"]}),
        (
            DateValue(
                start=make_day().start,
                end=make_day().start.replace(day=9),  # type: ignore[union-attr]
                precision=DatePrecision.RANGE,
                text="",
            ),
            {"startDate": ["2031-05-06"], "endDate": ["2031-05-09"]},
        ),
        (
            DateValue(
                start=make_day().start.replace(day=1),  # type: ignore[union-attr]
                end=make_day().start.replace(day=31),  # type: ignore[union-attr]
                precision=DatePrecision.MONTH,
                text="",
            ),
            {"date": ["2031-05"]},
        ),
        (
            DateValue(
                start=make_day().start.replace(month=1, day=1),  # type: ignore[union-attr]
                end=make_day().start.replace(month=12, day=31),  # type: ignore[union-attr]
                precision=DatePrecision.YEAR,
                text="",
            ),
            {"date": ["2031"]},
        ),
        (DateValue(start=None, end=None, precision=DatePrecision.UNKNOWN, text=""), {}),
        (None, {}),
    ],
    ids=["day", "range", "month", "year", "unresolved", "none"],
)
def test_a_date_is_no_finer_than_it_is_known(
    date: DateValue | None, expected: dict[str, list[str]]
) -> None:
    [event] = of(make_event(make_mention(date=date)), "Event")
    dates = {name: event[name] for name in ("date", "startDate", "endDate") if name in event}
    assert dates == expected


def test_an_event_has_a_name_in_both_languages() -> None:
    place = make_place(name_ar="تل وردة")
    [event] = of(make_event(make_mention(place=place, status=Status.CLAIMED)), "Event")
    arabic, english = event["name"]
    assert english.endswith("Tall Warda, 2031-05-06")
    assert english.startswith("Claimed: ")
    assert "تل وردة" in arabic


def test_a_party_that_is_no_organisation_is_a_keyword() -> None:
    event = make_event(
        make_mention(
            perpetrators=(make_actor("gen_unidentified_armed"),),
            targets=(make_actor(None, text="فلان"), make_actor("gen_civilians")),
        )
    )
    [made] = of(event, "Event")
    assert "involved" not in made
    assert {"perpetrator: gen_unidentified_armed", "target: gen_civilians"} < set(made["keywords"])
    assert "فلان" not in json.dumps(made, ensure_ascii=False)
    assert of(event, "Organization") == []


def test_who_did_what_is_a_link_with_its_role() -> None:
    [first, second, *_] = organisations()
    event = make_event(
        make_mention(
            perpetrators=(make_actor(first),),
            targets=(make_actor(second),),
            claimed_by=(Claim(id=first, channel=None, text=""),),
        )
    )
    roles = [each["role"] for each in of(event, "UnknownLink")]
    assert roles == [["perpetrator"], ["target"], ["claims responsibility"]]


def test_loaded_names_are_weak() -> None:
    loaded = {
        alias for _, cells in rows_of_actors() for alias in filter(None, cells["loaded"].split("|"))
    }
    strong = {alias for each in organisations().values() for alias in each.aliases}
    weak = {alias for each in organisations().values() for alias in each.weak_aliases}
    assert loaded & weak
    for row_id, cells in rows_of_actors():
        if (known := organisations().get(row_id)) is not None:
            assert not set(known.aliases) & set(cells["loaded"].split("|"))
            assert not set(known.aliases) & set(cells["ambiguous"].split("|"))
    assert strong


def rows_of_actors() -> list[tuple[str, dict[str, str]]]:
    from rasd.export.report.assets import table

    return [(row["id"], row) for row in table("actors/actors.tsv")]


def test_ids_of_organisations_are_told_apart() -> None:
    assert len({each.replace("_", "-") for each in organisations()}) == len(organisations())


def test_every_country_of_an_organisation_or_a_place_is_one_of_the_model() -> None:
    from rasd.export.report.assets import table

    codes = {row["code"] for row in table("report/countries.tsv")}
    codes |= {code for each in organisations().values() for code in each.countries}
    assert {code for code in codes if not registry.country.validate(code.lower())} == set()


def test_the_name_that_a_report_gives_is_a_mention_of_the_organisation() -> None:
    [first, *_] = organisations()
    event = make_event(
        make_mention(
            perpetrators=(make_actor(first, text="قوات النظام"),),
            evidence=(make_evidence("هاجمت قوات النظام", field="perpetrators"),),
        )
    )
    [mention] = of(event, "Mention")
    assert mention["name"] == ["قوات النظام"]
    assert mention["resolved"] == [f"actor-{first.replace('_', '-')}"]


def test_tolls_tell_their_range() -> None:
    event = make_event(
        make_mention(killed=make_count(6), wounded=make_count(3, None)),
        tolls=(Toll(field="killed", low=2, best=6, high=7, timeline=()),),
    )
    [made] = of(event, "Event")
    assert made["summary"] == [
        "killed: 6 (2 to 7 in the reports); wounded: at least 3; independent sources: 1"
    ]


def test_an_unresolved_place_is_no_address() -> None:
    place = make_place(precision=PlacePrecision.UNKNOWN, lat=None, lon=None)
    assert of(make_event(make_mention(place=place)), "Address") == []


def test_an_address_says_what_its_point_stands_for() -> None:
    place = make_place(precision=PlacePrecision.ADMIN1)
    [address] = of(make_event(make_mention(place=place)), "Address")
    assert address["latitude"] == ["35.0"]
    assert address["longitude"] == ["38.0"]
    assert "precision: admin1" in address["remarks"]


def test_a_report_is_documented_with_its_passages_and_without_its_text() -> None:
    mention = make_mention("a", evidence=(make_evidence("خبر"),))
    account = Account(
        mention_id=mention.id,
        doc_id="a",
        outlet="الخبر",
        published=None,
        source=1,
        attributed_to=("فلان",),
        voice=Voice.NEUTRAL,
        reliability=Grade(value="F", suggested=True, reason="unknown_outlet"),
    )
    event = make_event(mention, accounts=(account,))
    [documentation] = of(event, "Documentation")
    assert documentation["description"] == ["خبر"]
    assert documentation["recordId"] == [mention.id]
    [article] = of(event, "Article")
    assert article["title"] == ["عنوان"]
    assert not {"bodyText", "contentHash"} & set(article)


def test_what_reports_disagree_on_is_a_note() -> None:
    conflict = Conflict(field="killed", values=("5", "7"), doc_ids=("a", "b"))
    [note] = of(make_event(make_mention("a"), conflicts=(conflict,)), "Note")
    assert note["description"] == ["5 (a); 7 (b)"]
