"""Corrections from Label Studio become judgements, one for each change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.judged import SENTENCES
from tests.returned import NOW, Task, came_back, store_at, tasks_of

from rasd.model import Action, Event, SubEventType
from rasd.run.returned import Outcome
from rasd.store import Store

Import = Callable[..., Outcome]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with store_at(tmp_path / "rasd.sqlite") as opened:
        yield opened


@pytest.fixture
def task(store: Store) -> Task:
    return tasks_of(store)["a"]


@pytest.fixture
def take(store: Store, tmp_path: Path) -> Import:
    def run(*tasks: Any, **given: Any) -> Outcome:
        done = [each.done() if isinstance(each, Task) else each for each in tasks]
        return came_back(store, tmp_path / "export.json", done, **given)

    return run


def event_of(store: Store, mention_id: str) -> Event:
    [event] = store.events_holding([mention_id])
    return event


def said(outcome: Outcome) -> list[tuple[Action, str | None]]:
    return [(judgement.action, judgement.field) for _, judgement in outcome.made]


def whys(outcome: Outcome) -> str:
    return "\n".join(f"{each.where}: {each.why}" for each in outcome.refused)


def test_a_task_left_as_it_was_changes_nothing(take: Import, task: Task) -> None:
    outcome = take(task)
    assert (outcome.made, outcome.refused, outcome.unchanged) == ([], [], 1)


def test_a_value_that_was_changed_becomes_an_edit(take: Import, task: Task, store: Store) -> None:
    task.say("1", "killed", "2-6")
    outcome = take(task)
    assert said(outcome) == [(Action.EDIT, "killed")], whys(outcome)
    killed = event_of(store, "a0").killed
    assert killed is not None
    assert (killed.min, killed.max) == (2, 6)


def test_a_judgement_says_who_when_and_from_where(take: Import, task: Task) -> None:
    task.say("1", "status", "denied")
    task.say("1", "reason", "the army denies it")
    [(where, judgement)] = take(task).made
    assert where == "export.json, task 3"
    assert (judgement.by, judgement.at) == ("Nour", "2031-06-20T09:30:00Z")
    assert judgement.reason == "the army denies it; export.json, task 3"


def test_the_kind_can_be_changed(take: Import, task: Task, store: Store) -> None:
    task.say("2", "sub_event_type", "air_strike")
    assert said(take(task)) == [(Action.EDIT, "sub_event_type")]
    assert event_of(store, "a1").sub_event_type is SubEventType.AIR_STRIKE


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("killed", "~4", "~4"),
        ("wounded", "3+", "3+"),
        ("date", "2031-05-01/2031-05-31 (month)", "2031-05-01/2031-05-31 (month)"),
        ("perpetrators", "is_core (Islamic State), gen_unidentified_armed", "is_core"),
        ("targets", '[{"id": null, "category": "civilian", "text": "X"}]', '"text": "X"'),
        ("place", "172955", "172955"),
        ("campaign", "a name", "a name"),
        ("harm", '[{"outcome": "killed", "group": "children", "min": 2, "max": 2}]', "children"),
    ],
)
def test_what_is_written_is_what_the_next_task_shows(
    take: Import, task: Task, store: Store, field: str, value: str, shown: str
) -> None:
    task.say("1", field, value)
    outcome = take(task)
    assert said(outcome) == [(Action.EDIT, field)], whys(outcome)
    [again] = [i for i in tasks_of(store)["a"].task["data"]["rasd"]["incidents"] if i["key"] == "1"]
    assert shown in again["values"][field]


def test_a_value_that_was_emptied_is_taken_away(take: Import, task: Task, store: Store) -> None:
    task.say("1", "place", None)
    assert said(take(task)) == [(Action.EDIT, "place")]
    assert event_of(store, "a0").place is None


def test_words_marked_for_a_new_value_are_its_evidence(
    take: Import, task: Task, store: Store
) -> None:
    task.mark("wounded", "السوق", name="new-1", of="1")
    task.say("1", "wounded", "2")
    assert said(take(task)) == [(Action.EDIT, "wounded")]
    quotes = [e.quote for e in event_of(store, "a0").evidence if e.field == "wounded"]
    assert quotes == ["السوق"]


def test_words_for_a_field_without_a_value_are_refused_by_name(take: Import, task: Task) -> None:
    task.mark("wounded", "السوق", name="new-1", of="1")
    outcome = take(task)
    assert outcome.made == []
    assert "words are marked for wounded, which has no value" in whys(outcome)


def test_words_that_belong_to_no_incident_are_refused_by_name(take: Import, task: Task) -> None:
    task.mark("wounded", "السوق", name="new-1")
    assert "belong to no incident: draw a relation" in whys(take(task))


def test_moved_words_of_an_event_are_its_evidence(take: Import, task: Task, store: Store) -> None:
    [head, _] = task.regions("event")
    words = "انفجرت عبوة"
    at = task.text.index(words)
    head["value"] |= {"start": at, "end": at + len(words), "text": words}
    outcome = take(task)
    assert said(outcome) == [(Action.EDIT, "sub_event_type")], whys(outcome)
    assert words in [e.quote for e in event_of(store, "a0").evidence]


def test_words_with_another_label_take_their_value_with_them(
    take: Import, task: Task, store: Store
) -> None:
    task.mark("killed", "السوق", name="new-1", of="1")
    task.say("1", "killed", "2")
    take(task)
    again = tasks_of(store)["a"]
    [words] = again.regions("killed")
    words["value"]["labels"] = ["wounded"]
    outcome = take(again.done(at="2031-06-21T00:00:00Z"))
    assert said(outcome) == [(Action.EDIT, "killed"), (Action.EDIT, "wounded")], whys(outcome)
    event = event_of(store, "a0")
    assert event.killed is None
    assert event.wounded is not None and event.wounded.min == 2


def test_words_that_were_taken_away_take_their_value_with_them(
    take: Import, task: Task, store: Store
) -> None:
    task.mark("killed", "السوق", name="new-1", of="1")
    task.say("1", "killed", "2")
    take(task)
    again = tasks_of(store)["a"]
    again.take_out(again.regions("killed")[0]["id"])
    assert said(take(again.done(at="2031-06-21T00:00:00Z"))) == [(Action.EDIT, "killed")]
    assert event_of(store, "a0").killed is None


def test_an_incident_that_was_taken_out_is_rejected(take: Import, task: Task, store: Store) -> None:
    task.take_out("2")
    assert said(take(task)) == [(Action.REJECT, None)]
    assert store.events_holding(["a1"]) == ()
    assert store.events_holding(["a0"]) != ()


def test_a_verdict_rejects_the_only_incident_with_its_reason(take: Import, store: Store) -> None:
    task = tasks_of(store)["b"]
    task.say("1", "verdict", "no_event")
    task.say("1", "reason", "a film")
    [(_, judgement)] = take(task).made
    assert judgement.action is Action.REJECT
    assert judgement.reason == "a film; export.json, task 3"


def test_a_verdict_accepts_an_incident(take: Import, task: Task, store: Store) -> None:
    task.say("1", "verdict", "right")
    assert said(take(task)) == [(Action.ACCEPT, None)]
    review = event_of(store, "a0").review
    assert review is not None and review.state.value == "accepted"


def test_an_annotation_that_was_not_begun_from_the_prediction_rejects_nothing(
    take: Import, task: Task
) -> None:
    task.result = []
    outcome = take(task)
    assert outcome.made == []
    assert "none of the incidents that were given" in whys(outcome)


def test_an_incident_that_was_missed_is_added(take: Import, task: Task, store: Store) -> None:
    task.mark("event", SENTENCES[2], name="x1")
    task.say("x1", "sub_event_type", "attack")
    task.say("x1", "date", "2031-05-06")
    task.mark("targets", "حاجزا", name="x2", of="x1")
    task.say("x1", "targets", "gen_civilians")
    outcome = take(task)
    assert said(outcome) == [(Action.ADD, None)], whys(outcome)
    [anchor] = outcome.made[0][1].anchors
    event = event_of(store, anchor.mention_id)
    assert event.sub_event_type is SubEventType.ATTACK
    assert [e.quote for e in event.evidence if e.field == "targets"] == ["حاجزا"]


def test_an_added_incident_without_a_kind_is_refused_by_name(take: Import, task: Task) -> None:
    task.mark("event", SENTENCES[2], name="x1")
    assert "incident x1: an event needs its sub_event_type" in whys(take(task))


def test_the_same_file_again_changes_nothing(take: Import, task: Task, store: Store) -> None:
    task.say("1", "killed", "2-6")
    task.take_out("2")
    task.mark("event", SENTENCES[2], name="x1")
    task.say("x1", "sub_event_type", "attack")
    first = take(task)
    assert len(first.made) == 3, whys(first)
    before = list(store.judgements())
    again = take(task, now="2031-08-01T00:00:00Z")
    assert (again.made, again.refused, again.same) == ([], [], 3)
    assert list(store.judgements()) == before


def test_what_was_withdrawn_stays_so_when_the_same_file_comes_again(
    take: Import, task: Task, store: Store
) -> None:
    from rasd.judge import Who
    from rasd.run import judge as say

    task.say("1", "killed", "2")
    [(_, judgement)] = take(task).made
    who = Who(by="Nour", at=NOW)
    say.record(store, say.withdraw(store, judgement.id, who))
    assert take(task).made == []
    assert event_of(store, "a0").killed is None


def test_a_dry_run_tells_what_would_be_judged_and_writes_nothing(
    take: Import, task: Task, store: Store
) -> None:
    task.say("1", "killed", "2")
    task.take_out("2")
    outcome = take(task, dry_run=True)
    assert said(outcome) == [(Action.EDIT, "killed"), (Action.REJECT, None)]
    assert list(store.judgements()) == []
    assert len(take(task).made) == 2


def test_a_text_that_is_not_the_documents_is_refused_by_its_digest(
    take: Import, task: Task
) -> None:
    task.say("1", "killed", "2")
    done = task.done()
    done["data"] = done["data"] | {"text": task.text + "."}
    assert "its text is not that of document 'a'" in whys(take(done))


def test_one_refusal_does_not_lose_the_rest(take: Import, task: Task, store: Store) -> None:
    task.say("1", "killed", "many")
    task.say("1", "wounded", "3")
    task.say("1", "perpetrators", "is_cor")
    outcome = take({"id": 1}, task)
    assert said(outcome) == [(Action.EDIT, "wounded")]
    assert "export.json, task 1: it has no data" in whys(outcome)
    assert "incident 1, killed: 'many' is no toll" in whys(outcome)
    assert "did you mean 'is_core'?" in whys(outcome)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("nour@example.org", "nour@example.org"),
        ({"id": 3, "email": "nour@example.org"}, "nour@example.org"),
        ({"id": 3, "first_name": "Nour", "last_name": ""}, "Nour"),
    ],
)
def test_the_annotator_is_named_as_the_file_names_them(
    take: Import, task: Task, by: Any, expected: str
) -> None:
    task.say("1", "killed", "2")
    [(_, judgement)] = take(task.done(by=by)).made
    assert judgement.by == expected


def test_an_annotator_who_is_but_a_number_has_to_be_named(take: Import, task: Task) -> None:
    task.say("1", "killed", "2")
    assert "give --author NAME" in whys(take(task.done(by=3)))
    assert take(task.done(by=3), author="Rim").made[0][1].by == "Rim"


def test_a_skipped_task_is_named_and_left(take: Import, task: Task) -> None:
    task.take_out("2")
    outcome = take(task.done(was_cancelled=True))
    assert outcome.made == []
    assert "skipped" in whys(outcome)


def test_other_controls_are_named_and_left(take: Import, task: Task) -> None:
    task.result.append({"id": "1", "from_name": "mood", "to_name": "text", "type": "choices",
                        "value": {"choices": ["sad"]}})  # fmt: skip
    task.say("1", "killed", "2")
    outcome = take(task)
    assert said(outcome) == [(Action.EDIT, "killed")]
    assert "control 'mood' is none of rasd's" in whys(outcome)


def test_regions_with_other_ids_are_known_by_their_words(take: Import, task: Task) -> None:
    names = {"1": "Ab3_x", "2": "9-zzQ"}
    for region in task.result:
        for name in ("id", "from_id", "to_id"):
            region[name] = names.get(region.get(name, ""), region.get(name))
    task.say("Ab3_x", "killed", "2")
    outcome = take(task)
    assert said(outcome) == [(Action.EDIT, "killed")], whys(outcome)


def test_offsets_in_utf16_units_are_known_by_the_words_beside_them(
    store: Store, tmp_path: Path
) -> None:
    from rasd.run.returned.labelstudio import read_tasks

    text = "😀 انفجرت عبوة"
    given = {"schema": "rasd-tasks/1", "document": "d", "sha256": "", "incidents": []}
    value = {"start": 3, "end": 9, "text": "انفجرت", "labels": ["event"]}
    region = {"id": "q", "from_name": "field", "to_name": "text", "type": "labels", "value": value}
    task = {"id": 1, "data": {"text": text, "rasd": given},
            "annotations": [{"completed_by": "N", "result": [region]}]}  # fmt: skip
    [answer] = read_tasks([task], "f")
    [incident] = answer.incidents  # type: ignore[union-attr]
    [mark] = incident.marks
    assert text[mark.start : mark.end] == "انفجرت"


@pytest.mark.parametrize("content", [[], {}, "x", [{"annotator": 1}], b"\xff\xfe", b"<a/>", b"PK"])
def test_a_file_of_another_kind_is_refused_with_what_is_expected(
    store: Store, tmp_path: Path, content: Any
) -> None:
    outcome = came_back(store, tmp_path / "f.json", content)
    assert outcome.made == []
    assert len(outcome.refused) == 1


@pytest.mark.parametrize("damage", ["annotations", "predictions", "data"])
def test_damaged_parts_are_refused_and_stop_nothing(take: Import, task: Task, damage: str) -> None:
    done = task.done()
    for odd in (None, 3, "x", [3], {"a": None}, [{"result": [3, None, {}]}], [{"result": "x"}]):
        assert take(done | {damage: odd}).made == []
