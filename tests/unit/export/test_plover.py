"""PLOVER records hold to its manual: events, modes, contexts, sectors, who did what to whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.builders import (
    make_actor,
    make_count,
    make_day,
    make_event,
    make_evidence,
    make_mention,
    make_place,
)
from tests.hostile import TEXTS, bare_event, hostile_citation, hostile_events
from tests.sources import Held, demo, seeds

from rasd.export.files import as_bytes
from rasd.export.left_out import reasons
from rasd.export.mapping import mapping_of
from rasd.export.plover import plover_left_out, plover_text
from rasd.export.plover.coded import reason
from rasd.export.source import Source
from rasd.model import (
    Citation,
    Claim,
    Event,
    Harm,
    Outcome,
    PlacePrecision,
    Status,
    SubEventType,
    Toll,
    replace,
)

K = SubEventType
CRUSHED = K.EXCESSIVE_FORCE_AGAINST_PROTESTERS
SCHEMA = json.loads(
    files("rasd.data").joinpath("export", "plover", "schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
ARMY = make_actor("irq_army", category="state_force")
GROUP = make_actor("is_core", text="التنظيم")
NOBODY = make_actor("gen_unidentified_armed", category="generic")
CIVILIANS = make_actor("gen_civilians", category="generic")
POLICE = make_actor("gen_police_local", category="generic")
MISSION = make_actor("ext_minusma", category="external")
MILITIA = make_actor("syr_ndf", category="militia")
TAKEN = make_count(4)


def event(kind: SubEventType = K.REMOTE_EXPLOSIVE, **values: Any) -> Event:
    return make_event(make_mention("a", sub_event_type=kind), **values)


def lines(source: Source) -> Iterator[dict[str, Any]]:
    text = b"".join(map(as_bytes, plover_text(source))).decode("utf-8")
    for line in text.split("\n"):
        if line:
            yield json.loads(line)


def record(of: Event, *citations: Citation) -> dict[str, Any]:
    [found] = lines(Held([of], list(citations)))
    VALIDATOR.validate(found)
    return found


def assert_valid(source: Source) -> int:
    found = list(lines(source))
    for each in found:
        VALIDATOR.validate(each)
        assert set(each) <= set(mapping_of("plover").names)
    left = "".join(plover_left_out(source)).count("\r\n") - 1
    assert len(found) + left == len(list(source.events()))
    assert len({each["id"] for each in found}) == len(found)
    return len(found)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == set(mapping_of("plover").names)


@pytest.mark.parametrize(
    "fault",
    [
        {"event": ["CRIME"]},
        {"mode": ["demo"]},
        {"quad_code": 3},
        {"date": "2031-5-6"},
        {"actor": []},
        {"context": ["war"]},
        {"surprise": 1},
    ],
    ids=str,
)
def test_the_schema_refuses_what_the_manual_lacks(fault: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors({**record(event()), **fault}))


def test_the_demo_is_valid(tmp_path: Path) -> None:
    with demo(tmp_path) as store:
        assert assert_valid(store) > 20


def test_the_seeds_are_valid(tmp_path: Path, shared: Path) -> None:
    with seeds(tmp_path, shared) as store:
        assert assert_valid(store) > 0


def test_hostile_values_are_valid() -> None:
    citations = [replace(hostile_citation(TEXTS[3]), language=None)]
    assert assert_valid(Held(hostile_events(), citations)) > 50


def test_events_of_which_nothing_is_known_are_left_out() -> None:
    source = Held([bare_event(kind, number=n) for n, kind in enumerate(SubEventType)])
    assert assert_valid(source) == 0


@pytest.mark.parametrize("kind", list(SubEventType))
def test_every_kind_is_valid_or_left_out_with_words(kind: SubEventType) -> None:
    found = event(kind, perpetrators=(GROUP,), targets=(ARMY,), weapons=("firearms", "ied"))
    why = reason(found)
    if why is None:
        record(found)
    else:
        assert why in reasons("plover")


@pytest.mark.parametrize("status", [Status.DENIED, Status.BACKGROUND])
def test_what_did_not_happen_or_is_no_news_is_left_out(status: Status) -> None:
    assert reason(event(status=status)) == status.value


@pytest.mark.parametrize(
    ("expected", "of"),
    [
        (("ASSAULT", 4, ["explosives"]), event()),
        (("ASSAULT", 4, ["suicide-attack"]), event(K.SUICIDE_BOMBING)),
        (("ASSAULT", 4, ["firearms"]), event(K.ARMED_CLASH)),
        (("ASSAULT", 4, ["heavy-weapons"]), event(K.ARMED_CLASH, weapons=("mortar", "artillery"))),
        (("ASSAULT", 4, ["primitive"]), event(K.ATTACK, weapons=("knife",))),
        (("ASSAULT", 4, None), event(K.ATTACK)),
        (
            ("ASSAULT", 4, ["crowd-control"]),
            event(CRUSHED, weapons=("tear_gas",)),
        ),
        (("ASSAULT", 4, ["abduct"]), event(K.ABDUCTION, weapons=("firearms",))),
        (("COERCE", 4, ["arrest"]), event(K.ARREST)),
        (("PROTEST", 4, ["demo"]), event(K.PEACEFUL_PROTEST)),
        (("THREATEN", 3, ["violence"]), event(K.THREAT)),
        (("REQUEST", 3, ["assist"]), event(K.CALL_TO_ARMS)),
        (("AGREE", 1, None), event(K.AGREEMENT)),
        (("SUPPORT", 1, None), event(K.PLEDGE_OF_ALLEGIANCE)),
        (("RETREAT", 2, ["release"]), event(K.RELEASE)),
        (("MOBILIZE", 4, ["troops"]), event(K.BASE_ESTABLISHED)),
    ],
)
def test_a_kind_is_an_event_in_a_mode_of_a_quad(expected: tuple[Any, ...], of: Event) -> None:
    found = record(of)
    assert ([expected[0]], *expected[1:]) == (found["event"], found["quad_code"], found.get("mode"))


def test_in_a_fight_all_parties_are_actors() -> None:
    found = record(event(K.ARMED_CLASH, perpetrators=(GROUP,), targets=(ARMY,)))
    assert [each["sector"] for each in found["actor"]] == ["REB", "MIL"]
    assert "recipient" not in found


def test_civilians_in_a_fight_are_recipients() -> None:
    found = record(event(K.ARMED_CLASH, perpetrators=(GROUP,), targets=(ARMY, CIVILIANS)))
    assert [each["sector"] for each in found["actor"]] == ["REB", "MIL"]
    assert [each["sector"] for each in found["recipient"]] == ["CVL"]


def test_the_word_for_a_deed_is_no_name() -> None:
    unnamed = replace(NOBODY, text="خطف")
    words = replace(make_evidence("خطف", field="perpetrators"), rule="parties/unknown_attacker")
    [actor] = record(event(perpetrators=(unnamed,), evidence=(words,)))["actor"]
    assert "entity_text" not in actor
    [named] = record(event(perpetrators=(replace(NOBODY, text="مسلحون"),)))["actor"]
    assert named["entity_text"] == "مسلحون"


def test_of_one_sided_violence_the_victim_is_the_recipient() -> None:
    found = record(event(perpetrators=(GROUP,), targets=(CIVILIANS,)))
    assert found["actor"] == [
        {
            "code": "IMG",
            "sector": "REB",
            "entity_text": "التنظيم",
            "identifier_id": "Q2429253",
            "identifier_text": "Islamic State of Iraq and the Levant",
        }
    ]
    assert (found["recipient"][0]["code"], found["recipient"][0]["sector"]) == ("SYR", "CVL")


def test_where_nobody_is_named_the_actor_is_unknown_and_it_is_said() -> None:
    found = record(event())
    assert found["actor"] == [{"sector": "UNK"}]
    assert "no actor is named" in found["comment"]


def test_unknown_gunmen_are_unidentified_armed_forces_of_no_country() -> None:
    [actor] = record(event(perpetrators=(NOBODY,)))["actor"]
    assert actor["sector"] == "UAF"
    assert "code" not in actor


def test_victims_stand_for_targets_that_are_not_named() -> None:
    harm = Harm(outcome=Outcome.KILLED, group="journalists", min=1, max=1)
    [recipient] = record(event(harm=(harm,)))["recipient"]
    assert recipient == {"code": "SYR", "sector": "JRN", "identifier_text": "journalists"}


@pytest.mark.parametrize(
    ("party", "expected"),
    [(ARMY, True), (GROUP, False), (MILITIA, False), (POLICE, False)],
    ids=["army", "group", "militia", "police"],
)
def test_military_is_for_armies_of_states_alone(party: Any, expected: bool) -> None:
    found = record(event(perpetrators=(party,)))
    assert ("military" in found.get("context", [])) is expected


def test_peacekeepers_are_the_united_nations() -> None:
    found = record(event(targets=(MISSION,)))
    assert found["recipient"][0]["code"] == "UNO"
    assert "peacekeeping" in found["context"]


def test_nothing_makes_an_event_terrorism() -> None:
    label = make_actor(None, text="إرهابيون")
    assert "terrorism" not in record(event(perpetrators=(label,))).get("context", [])


@pytest.mark.parametrize(
    ("precision", "resolution", "has_point"),
    [
        (PlacePrecision.EXACT, 4, True),
        (PlacePrecision.NEAR, 4, True),
        (PlacePrecision.ADMIN2, 3, True),
        (PlacePrecision.ADMIN1, 2, True),
        (PlacePrecision.COUNTRY, 1, False),
        (PlacePrecision.UNKNOWN, None, False),
    ],
)
def test_a_place_says_what_it_stands_for(
    precision: PlacePrecision, resolution: int | None, has_point: bool
) -> None:
    found = record(event(place=make_place(precision=precision)))["event_loc"]
    assert found.get("resolution") == resolution
    assert ("lat" in found) is has_point
    assert (found["country"], found["country_code"]) == ("SYR", "SY")


def test_numbers_of_people_are_those_that_the_rules_choose() -> None:
    best = Toll(field="killed", low=1, best=2, high=4, timeline=())
    found = record(
        event(killed=make_count(1), tolls=(best,), wounded=make_count(3, None), detained=TAKEN)
    )
    assert found["size"] == {"dead": 2, "injured": 3, "arrested": 4}


def test_those_whom_a_release_freed_are_not_counted_as_arrested() -> None:
    assert "size" not in record(event(K.RELEASE, detained=TAKEN))


def test_what_nobody_told_is_missing() -> None:
    found = record(event())
    assert not {"size", "enddate", "recipient", "cite_info"} & set(found)


def test_none_killed_is_told() -> None:
    assert record(event(killed=make_count(0)))["size"] == {"dead": 0}


def test_a_span_of_days_has_an_end() -> None:
    found = record(event(date=make_day(date(2031, 5, 6), date(2031, 5, 8))))
    assert (found["date"], found["enddate"]) == ("2031-05-06", "2031-05-08")


def test_only_the_words_that_tell_the_event_are_quoted() -> None:
    words = replace(make_evidence("انفجار", start=7), doc_id="a")
    other = make_evidence("قتيلان", field="killed")
    found = record(event(evidence=(words, other)))
    assert found["event_text"] == ["انفجار"]
    assert found["text_info"] == [{"sequence": 1, "start": 7, "end": 13, "document": "a"}]


def test_reports_are_cited() -> None:
    report = Citation(id="a", sha256="f", title="خبر", outlet="وكالة", url="https://x.example")
    [found] = record(event(), report)["cite_info"]
    assert (found["document"], found["title"], found["publication"]) == ("a", "خبر", "وكالة")


def test_a_claim_stands_among_our_own_fields() -> None:
    claim = Claim(id="is_core", channel=None, text="التنظيم")
    assert record(event(claimed_by=(claim,)))["rasd"]["claimed_by"] == ["is_core"]
