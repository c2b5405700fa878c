"""Which report and which event a correction is about, over real reports and after changes."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import pytest
from tests.judged import WHO, coded
from tests.returned import NOW, came_back, made, store_at, tasks_of
from tests.review import demo_store, store_of

from rasd.export import Chosen
from rasd.export.tasks import sheets
from rasd.model import Action, replace
from rasd.run import judge as say
from rasd.run import merge_store
from rasd.run.returned import Outcome, import_answers, read_answers
from rasd.store import Store, open_store


def whys(outcome: Outcome) -> str:
    return "\n".join(f"{each.where}: {each.why}" for each in outcome.refused)


def check_round_trip(store: Store, folder: Path) -> None:
    tasks = tasks_of(store)
    untouched = came_back(store, folder / "same.json", [task.done() for task in tasks.values()])
    assert (untouched.made, untouched.refused) == ([], []), whys(untouched)
    (folder / "inception.zip").write_bytes(made(store, "inception"))
    answers = read_answers(folder / "inception.zip")
    untouched = import_answers(store, answers, now=NOW, author="Rim")
    assert (untouched.made, untouched.refused) == ([], []), whys(untouched)
    expected = Counter[str]()
    for task in tasks.values():
        for incident in task.task["data"]["rasd"]["incidents"]:
            task.say(incident["key"], "verdict", "right")
            task.say(incident["key"], "killed", "7-9")
            expected["edit"] += 1
            expected["accept"] += 1
    assert expected["edit"] > 10
    outcome = came_back(store, folder / "back.json", [task.done() for task in tasks.values()])
    assert outcome.refused == [], whys(outcome)
    # Reports of one event that are corrected alike say the same once.
    found = Counter(judgement.action.value for _, judgement in outcome.made)
    assert found.total() + outcome.same == expected.total()
    assert {event.killed.min for event in store.events() if event.killed} == {7}
    assert list(store.faults()) == []


def test_every_task_of_the_demo_comes_back(tmp_path: Path) -> None:
    demo_store(tmp_path / "rasd.sqlite")
    with open_store(tmp_path / "rasd.sqlite") as store:
        check_round_trip(store, tmp_path)


@pytest.mark.shared
def test_every_task_of_the_seeds_comes_back(tmp_path: Path, shared: Path) -> None:
    store_of(tmp_path / "rasd.sqlite", *sorted((shared / "seeds").glob("*.txt")))
    with open_store(tmp_path / "rasd.sqlite") as store:
        check_round_trip(store, tmp_path)


def test_a_report_that_was_read_anew_is_found_by_its_words(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:
        task = tasks_of(store)["a"]
        item = coded("a", 0, 1, outlet="Sahel24")
        mentions = tuple(replace(mention, id=f"x{mention.id}") for mention in item.mentions)
        store.write_coded([replace(item, mentions=mentions)], "rules/2")
        merge_store(store)
        task.say("1", "killed", "2")
        outcome = came_back(store, tmp_path / "f.json", [task.done()])
        assert outcome.refused == [], whys(outcome)
        [event] = store.events_holding(["xa0"])
        assert event.killed is not None


def test_a_correction_of_a_rejected_report_is_refused_by_name(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:
        task = tasks_of(store)["a"]
        who = dataclasses.replace(WHO, reason="a film")
        say.record(store, say.reject(store, "a0", who))
        task.say("1", "killed", "2")
        outcome = came_back(store, tmp_path / "f.json", [task.done()])
        assert "its report a0 is in no event now" in whys(outcome)


def test_rejected_reports_are_not_given_out(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:
        say.record(store, say.reject(store, "a0", dataclasses.replace(WHO, reason="a film")))
        given = tasks_of(store)["a"].task["data"]["rasd"]["incidents"]
        assert [each["mention"] for each in given] == ["a1"]


def test_other_words_for_a_value_that_the_event_does_not_show_are_refused(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:
        task = tasks_of(store)["a"]
        task.mark("killed", "السوق", name="n1", of="1")
        task.say("1", "killed", "2")
        came_back(store, tmp_path / "f.json", [task.done()])
        again = tasks_of(store)["a"]
        edit = say.edit(store, "a0", WHO, field="killed", value="5")
        say.record(store, edit)
        [words] = again.regions("killed")
        at = again.text.index("عبوة")
        words["value"] |= {"start": at, "end": at + 4, "text": "عبوة"}
        outcome = came_back(store, tmp_path / "g.json", [again.done(at="2031-06-22T00:00:00Z")])
        assert "a value that its event" in whys(outcome)
        assert "does not show (5)" in whys(outcome)


def test_other_words_alone_leave_a_value_as_it_is(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:
        task = tasks_of(store)["a"]
        task.mark("date", "السوق", name="n1", of="1")
        [before] = store.events_holding(["a0"])
        outcome = came_back(store, tmp_path / "f.json", [task.done()])
        [(_, judgement)] = outcome.made
        assert (judgement.action, judgement.field) == (Action.EDIT, "date")
        [event] = store.events_holding(["a0"])
        assert event.date == before.date


def test_chosen_events_give_the_tasks_of_their_documents(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:
        [event] = store.events_holding(["a0"])
        chosen = Chosen(source=store, wanted=lambda: [event])
        assert [sheet.document.id for sheet in sheets(chosen)] == ["a"]
        assert [sheet.document.id for sheet in sheets(store)] == ["a", "b"]


def test_documents_and_reports_in_different_orders_meet(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:

        class Turned(Chosen):
            def documents(self):  # type: ignore[no-untyped-def]
                return reversed(list(store.documents()))

        given = [sheet.given for sheet in sheets(Turned(source=store, wanted=store.events))]
        assert [(each.document, len(each.incidents)) for each in given] == [("b", 1), ("a", 2)]


def test_an_annotator_s_later_change_is_a_judgement_of_its_own(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:
        for value, at in (("2", "2031-06-20T00:00:00Z"), ("3", "2031-06-21T00:00:00Z")):
            task = tasks_of(store)["a"]
            task.say("1", "killed", value)
            outcome = came_back(store, tmp_path / "f.json", [task.done(at=at)])
            assert len(outcome.made) == 1
        [event] = store.events_holding(["a0"])
        assert event.killed is not None and event.killed.min == 3


def test_two_annotators_of_one_task_each_say_theirs(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:
        task = tasks_of(store)["a"]
        task.say("1", "killed", "2")
        first = task.done(by="Nour")
        task.say("1", "killed", "4")
        second = task.done(by="Rim", at="2031-06-21T00:00:00Z")
        both = first | {"annotations": [*second["annotations"], *first["annotations"]]}
        outcome = came_back(store, tmp_path / "f.json", [both])
        assert [judgement.by for _, judgement in outcome.made] == ["Nour", "Rim"]
        [event] = store.events_holding(["a0"])
        assert event.killed is not None and event.killed.min == 4


def test_a_time_that_is_still_to_come_is_that_of_the_import(tmp_path: Path) -> None:
    with store_at(tmp_path / "rasd.sqlite") as store:
        task = tasks_of(store)["a"]
        task.say("1", "killed", "2")
        outcome = came_back(store, tmp_path / "f.json", [task.done(at="2999-01-01T00:00:00Z")])
        assert [judgement.at for _, judgement in outcome.made] == [NOW]
