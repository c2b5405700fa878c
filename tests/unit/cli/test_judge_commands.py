"""`rasd judge`, `rasd verify` and the way from old ids, on a small store of fictional reports."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.judged import SENTENCES, coded, corpus
from typer.testing import CliRunner, Result

from rasd.cli.app import app
from rasd.run import merge_store
from rasd.store import open_store

TWO = corpus(coded("a", 0, 1, outlet="Sahel24"), coded("b", 0, day=1))
EVENT, OTHER = TWO.event_of("a0").id, TWO.event_of("a1").id
Rasd = Callable[..., Result]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "rasd.sqlite"
    with open_store(path) as store:
        store.write_coded(TWO.coded, "rules/1")
        merge_store(store)
    return path


@pytest.fixture
def rasd(db: Path) -> Rasd:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--db", str(db)], env={"RASD_BY": "Salma"})

    return run


def events(rasd: Rasd) -> list[dict[str, object]]:
    shown = rasd("export", "--format", "jsonl").stdout.splitlines()
    return [json.loads(line) for line in shown]


def event(rasd: Rasd, event_id: str = EVENT) -> dict[str, object]:
    return next(each for each in events(rasd) if each["id"] == event_id)


def said(shown: Result) -> str:
    """The id of the judgement that a command has written down."""
    assert shown.exit_code == 0, shown.stderr
    return shown.stdout.split()[0]


def test_accepting_an_event_shows_what_came_of_it(rasd: Rasd) -> None:
    shown = rasd("judge", "accept", EVENT[:12], "--reason", "seen")
    assert (shown.exit_code, shown.stderr) == (0, "")
    first, second = shown.stdout.splitlines()
    assert first.endswith("accept by Salma")
    expected = f"  {EVENT}  remote_explosive  2031-05-06  Tall Warda  2 reports  (accepted)"
    assert second == expected


def test_an_incident_that_was_missed_is_added(rasd: Rasd) -> None:
    toll = ("--set", "killed=4", "--words", "killed=مسلحون")
    given = ("--quote", SENTENCES[2], "--type", "attack", "--set", "date=2031-06-06", *toll)
    shown = rasd("judge", "add", "b", *given)
    assert shown.exit_code == 0, shown.stderr
    first, second = shown.stdout.splitlines()
    assert first.endswith("add by Salma")
    event_id = second.split()[0]
    assert second == f"  {event_id}  attack  2031-06-06  no place  1 report  (added)"
    found = event(rasd, event_id)
    assert found["killed"] == {"min": 4, "max": 4, "text": "مسلحون"}
    explained = rasd("explain", str(found["mention_ids"][0])).stdout  # type: ignore[index]
    assert "judged" in explained
    assert "added by Salma, " in explained
    assert rasd("verify").exit_code == 0
    said(rasd("judge", "withdraw", first.split()[0]))
    assert event_id not in [each["id"] for each in events(rasd)]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("nowhere", "--quote", "x"), "no document has the id 'nowhere'"),
        (("b", "--quote", "لا شيء"), "document 'b' does not say 'لا شيء'; give the words"),
        (("b", "--quote", "بحسب"), "says 'بحسب' 3 times; give more words"),
        (("b", "--quote", SENTENCES[2], "--set", "killed"), "write it as FIELD="),
        (("b", "--quote", SENTENCES[2], "--set", "killed=1", "--set", "killed=2"), "killed twice"),
        (("b", "--quote", SENTENCES[2], "--words", "killed=مسلحون"), "which has no value"),
    ],
)
def test_an_addition_that_cannot_stand_says_what_to_do(
    rasd: Rasd, arguments: tuple[str, ...], complaint: str
) -> None:
    shown = rasd("judge", "add", *arguments, "--type", "attack")
    assert shown.exit_code == 2
    assert complaint in shown.stderr
    assert rasd("judge", "list").stdout == "nobody has judged yet\n"


def test_an_incident_that_is_known_is_not_added(rasd: Rasd) -> None:
    shown = rasd("judge", "add", "b", "--quote", SENTENCES[0], "--type", "remote_explosive")
    assert shown.exit_code == 2
    assert "is known to report this: b0" in shown.stderr


def test_a_mention_stands_for_its_event(rasd: Rasd) -> None:
    said(rasd("judge", "accept", "b0", "--field", "place"))
    review = event(rasd)["review"]
    assert isinstance(review, dict)
    assert [each["field"] for each in review["judgements"]] == ["place"]


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("killed", "4", {"min": 4, "max": 4, "text": ""}),
        ("killed", "2-6", {"min": 2, "max": 6, "text": ""}),
        ("killed", "2+", {"min": 2, "max": None, "text": ""}),
        ("killed", "none", None),
        ("killed", '{"min": 1, "max": 2}', {"min": 1, "max": 2, "text": ""}),
        ("status", "claimed", "claimed"),
        ("sub_event_type", "attack", "attack"),
        ("campaign", "Dawn", "Dawn"),
        ("weapons", "ied, firearms", ["ied", "firearms"]),
        ("weapons", "none", []),
        ("credibility", "1", {"value": "1", "suggested": False, "reason": "judged"}),
        (
            "date",
            "2031-05-01/2031-05-02",
            {"start": "2031-05-01", "end": "2031-05-02", "precision": "range", "text": ""},
        ),
    ],
)
def test_a_value_is_written_shortly_or_as_json(
    rasd: Rasd, field: str, written: str, value: object
) -> None:
    said(rasd("judge", "edit", EVENT, field, written))
    assert event(rasd)[field] == value


def test_parties_and_places_go_by_their_ids(rasd: Rasd) -> None:
    said(rasd("judge", "edit", EVENT, "perpetrators", "is_core"))
    said(rasd("judge", "edit", EVENT, "place", "172955"))
    shown = event(rasd)
    [actor] = shown["perpetrators"]  # type: ignore[misc,union-attr]  # read from JSON
    place = shown["place"]
    assert isinstance(place, dict)
    assert (actor["id"], actor["category"]) == ("is_core", "rebel")
    assert (place["geonameid"], place["country"]) == (172955, "SY")


def test_an_edit_names_the_words_behind_it(rasd: Rasd) -> None:
    said(rasd("judge", "edit", EVENT, "killed", "3", "--quote", "بحسب b", "--document", "b"))
    evidence = [e for e in event(rasd)["evidence"] if e["field"] == "killed"]  # type: ignore[union-attr]
    assert [(e["doc_id"], e["quote"]) for e in evidence] == [("b", "بحسب b")]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("accept", "event-x"), "no mention, event or figure has an id that begins with"),
        (("accept", EVENT, "--field", "deaths"), "no field 'deaths'"),
        (("edit", EVENT, "killed", "many"), "write 4, 2-6, 2+ or none"),
        (("edit", EVENT, "killed", "{"), "is no JSON"),
        (("edit", EVENT, "date", "Monday"), "write 2031-05-06"),
        (("edit", EVENT, "perpetrators", "is_cor"), "did you mean 'is_core'?"),
        (("edit", EVENT, "weapons", "ie"), "did you mean 'ied'?"),
        (("edit", EVENT, "place", "1"), "the gazetteer has no place '1'"),
        (("edit", EVENT, "killed", "3", "--quote", "لا"), "give the words exactly as they stand"),
        (("edit", EVENT, "killed", "3", "--quote", "انفجرت"), "name one with --document: a, b"),
        (
            ("edit", EVENT, "killed", "3", "--quote", "انفجرت", "--document", "c"),
            "no report of the event stands in document 'c'",
        ),
        (("reject", EVENT), "a rejection needs its reason"),
        (("join", EVENT), "a join needs two events"),
        (("join", EVENT, "b0"), "an event is named twice"),
        (("split", EVENT, "a0", "b0"), "leave at least one out"),
        (("split", EVENT, "a1"), "0 reports of"),
        (("withdraw", "j-0"), "no judgement has an id that begins with 'j-0'"),
        (("outlet", "Sahel24", "G"), "it goes from A to F"),
        (("list", "--format", "xml"), "there are: text, jsonl"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_is_refused_in_one_line(
    rasd: Rasd, arguments: tuple[str, ...], complaint: str
) -> None:
    before = event(rasd)
    shown = rasd("judge", *arguments)
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert complaint in shown.stderr
    assert len(shown.stderr.splitlines()) == 1
    assert event(rasd) == before


def test_a_name_is_asked_for(db: Path) -> None:
    shown = CliRunner().invoke(
        app, ["judge", "accept", EVENT, "--db", str(db)], env={"RASD_BY": ""}
    )
    assert shown.exit_code == 2
    assert "--by" in shown.stderr or "name" in shown.stderr


def test_joins_splits_and_rejections_can_be_withdrawn(rasd: Rasd) -> None:
    before = events(rasd)
    for arguments in (
        ("join", EVENT, OTHER),
        ("split", EVENT, "b0"),
        ("reject", OTHER, "--reason", "a drill"),
        ("reject", "a0", "--reason", "a drill"),
        ("edit", EVENT, "killed", "9"),
        ("outlet", "Sahel24", "B"),
    ):
        judgement = said(rasd("judge", *arguments))
        assert events(rasd) != before
        said(rasd("judge", "withdraw", judgement[:8], "--reason", "a slip"))
        assert events(rasd) == before


def test_a_judgement_may_wait_for_the_next_merge(rasd: Rasd) -> None:
    before = events(rasd)
    shown = rasd("judge", "edit", EVENT, "killed", "9", "--later")
    assert "follow with the next judgement or run" in shown.stdout
    assert events(rasd) == before
    said(rasd("judge", "accept", OTHER))
    assert event(rasd)["killed"] == {"min": 9, "max": 9, "text": ""}


def test_the_list_tells_what_became_of_each(rasd: Rasd, db: Path) -> None:
    assert rasd("judge", "list").stdout == "nobody has judged yet\n"
    said(rasd("judge", "edit", EVENT, "killed", "3"))
    said(rasd("judge", "edit", EVENT, "killed", "4"))
    undone = said(rasd("judge", "accept", OTHER))
    said(rasd("judge", "withdraw", undone))
    said(rasd("judge", "accept", EVENT, "--field", "place", "--reason", "map"))
    said(rasd("judge", "outlet", "Sahel24", "B"))
    assert rasd("judge", "list", "--stale").stdout == "no judgement has to be looked at again\n"
    with open_store(db) as store:
        store.write_coded([coded("c", 0, day=2)], "rules/1")
        merge_store(store)
    listed = [json.loads(line) for line in rasd("judge", "list", "-f", "jsonl").stdout.splitlines()]
    assert [each["lot"] for each in listed] == [
        "overruled",
        "holds",
        "withdrawn",
        "holds",
        "holds",
        "holds",
    ]
    with open_store(db) as store:
        store.write_coded([coded("a")], "rules/1")
        store.write_coded([coded("b")], "rules/1")
        merge_store(store)
    text = rasd("judge", "list", "--stale").stdout
    assert text.count("lost (2 of 2 reports can no longer be found)") == 3
    assert "map" in text


def test_explain_tells_who_judged_and_follows_old_ids(rasd: Rasd) -> None:
    said(rasd("judge", "edit", OTHER, "killed", "3", "--reason", "names"))
    said(rasd("judge", "join", EVENT, OTHER))
    shown = rasd("explain", OTHER)
    assert shown.exit_code == 0
    assert shown.stdout.startswith(EVENT)
    assert "edit killed by Salma" in shown.stdout
    assert rasd("export", "--format", "redirects").stdout.splitlines() == [
        "old_id,new_id,kind",
        f"{OTHER},{EVENT},joined",
    ]


def test_verify_says_that_all_is_well_and_what_the_head_is(rasd: Rasd) -> None:
    said(rasd("judge", "accept", EVENT))
    shown = rasd("verify")
    assert shown.exit_code == 0
    first, second = shown.stdout.splitlines()
    assert first == "no fault in 2 documents, 3 mentions, 2 events and 4 log entries"
    head = second.removeprefix("head ")
    said(rasd("judge", "accept", OTHER))
    assert rasd("verify", "--expect", head).exit_code == 0
    shown = rasd("verify", "--expect", "0" * 63 + "1")
    assert (shown.exit_code, shown.stdout.splitlines()[-1]) == (1, "1 fault")


def test_verify_names_every_fault(rasd: Rasd, db: Path) -> None:
    connection = sqlite3.connect(db)
    connection.execute("UPDATE document_text SET text = replace(text, 'السوق', 'الدوق')")
    connection.commit()
    connection.close()
    shown = rasd("verify")
    assert shown.exit_code == 1
    assert "document a: its text was changed" in shown.stdout
    assert "document b: its text was changed" in shown.stdout
    assert "Traceback" not in shown.stderr
