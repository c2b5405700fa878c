"""What people do with an event: forms in, judgements and the event as it stands out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.review import AUTHOR, Client, client_of, demo_store

from rasd.judge import EDITABLE, Who
from rasd.model import Action, Event, EventFilter, Order
from rasd.run import judge
from rasd.run.judging import seen_of
from rasd.store import open_store

PART = {"hx-request": "true", "hx-request-type": "partial"}
MARYAM = Who(by="Maryam", at="2031-06-01T08:00:00Z")


class Desk:
    """A coder's browser on the bundled reports, and the store behind it."""

    def __init__(self, client: Client, place: str) -> None:
        self.client = client
        self.store = open_store(place, create=False)
        self.token = client.token

    def post(self, address: str, given: dict[str, Any]) -> Any:
        headers = {"X-CSRF-Token": self.token, **PART}
        return self.client.http.post(address, data=given, headers=headers)

    def act(self, event: Event, action: str, **given: Any) -> Any:
        return self.post(f"/events/{event.id}/{action}", {"seen": seen_of(event)} | given)

    def set(self, event: Event, field: str, given: dict[str, Any]) -> Any:
        form = {"field": field, f"seen.{field}": seen_of(event, field)}
        return self.post(f"/events/{event.id}/edit", form | given)

    def now(self, event: Event) -> Event:
        found = self.store.event(event.id)
        assert found is not None
        return found


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    demo_store(place)
    with client_of(place) as client:
        desk = Desk(client, place)
        yield desk
        desk.store.close()


@pytest.fixture
def single(desk: Desk) -> Event:
    """An event of one report with a toll."""
    return next(e for e in desk.store.events() if len(e.mention_ids) == 1 and e.killed)


@pytest.fixture
def several(desk: Desk) -> Event:
    """An event of several reports."""
    return next(e for e in desk.store.events() if len(e.mention_ids) > 1)


def said_on(event: Event) -> list[tuple[str, str]]:
    review = event.review
    return [(each.action.value, each.by) for each in review.judgements] if review else []


def test_accepting_is_attributed_and_goes_on_to_the_next_event(desk: Desk, single: Event) -> None:
    given = {"seen": seen_of(single), "next": "1"}
    answer = desk.post(f"/events/{single.id}/accept?order=date", given)
    assert said_on(desk.now(single)) == [("accept", AUTHOR)]
    pushed = answer.headers["hx-push-url"]
    [there] = re.findall(r"^/events/(event-\w+)\?order=date$", pushed)
    assert there != single.id
    assert f'data-event="{there}"' in answer.text


def test_behind_the_last_event_of_a_list_there_is_none(desk: Desk, single: Event) -> None:
    given = {"seen": seen_of(single), "next": "1"}
    answer = desk.post(f"/events/{single.id}/accept?document={single.doc_ids[0]}&q=", given)
    last = desk.store.neighbours(
        single.id, EventFilter(document=single.doc_ids[0]), Order.DATE_DESC
    )
    assert ("hx-push-url" in answer.headers) is (last.next is not None)
    assert f'data-event="{last.next or single.id}"' in answer.text


def test_the_next_event_is_that_of_the_list_in_the_address(desk: Desk, single: Event) -> None:
    country = single.place.country if single.place else None
    address = f"/events/{single.id}/accept?country={country}&order=date"
    answer = desk.post(address, {"seen": seen_of(single), "next": "1"})
    pushed, _, query = answer.headers["hx-push-url"].removeprefix("/events/").partition("?")
    there = desk.store.event(pushed)
    assert there is not None
    assert there.place is not None
    assert (there.place.country, query) == (country, f"country={country}&order=date")


def test_accepting_and_staying_shows_the_event_again(desk: Desk, single: Event) -> None:
    answer = desk.act(single, "accept")
    assert "hx-push-url" not in answer.headers
    assert f'data-event="{single.id}"' in answer.text


def test_undo_takes_back_what_the_message_names(desk: Desk, single: Event) -> None:
    given = {"seen": seen_of(single), "next": "1"}
    answer = desk.post(f"/events/{single.id}/accept?order=date", given)
    [named] = re.findall(r'hx-vals=\'{"judgement": "(j-\w+)"}\'', answer.text)
    back = desk.post(f"/events/{single.id}/undo", {"judgement": named})
    assert desk.now(single).review is None
    assert f'data-event="{single.id}"' in back.text


def test_undo_without_a_name_takes_back_the_persons_last_judgement_alone(
    desk: Desk, single: Event
) -> None:
    judge.record(desk.store, judge.accept(desk.store, single.id, MARYAM, field="killed"))
    desk.act(desk.now(single), "accept")
    desk.post(f"/events/{single.id}/undo", {})
    assert said_on(desk.now(single)) == [("accept", "Maryam")]
    assert desk.post(f"/events/{single.id}/undo", {}).status_code == 409


def test_accepted_taken_back_and_accepted_again_within_a_second_is_accepted(
    desk: Desk, single: Event
) -> None:
    for action in ("accept", "undo", "accept"):
        desk.act(desk.now(single), action)
    assert said_on(desk.now(single)) == [("accept", AUTHOR)]


def test_an_event_that_others_judged_meanwhile_is_shown_again_before_it_is_accepted(
    desk: Desk, single: Event
) -> None:
    judge.record(desk.store, judge.edit(desk.store, single.id, MARYAM, field="killed", value="7"))
    answer = desk.act(single, "accept")
    assert answer.status_code == 409
    assert said_on(desk.now(single)) == [("edit", "Maryam")]


FORMS: list[tuple[str, dict[str, Any], Any]] = [
    ("sub_event_type", {"sub_event_type": "threat"}, "threat"),
    ("status", {"status": "denied"}, "denied"),
    (
        "date",
        {"date.precision": "day", "date.day": "2023-05-04"},
        {"start": "2023-05-04", "end": "2023-05-04", "precision": "day"},
    ),
    (
        "date",
        {"date.precision": "range", "date.start": "2023-05-04", "date.end": "2023-05-06"},
        {"start": "2023-05-04", "end": "2023-05-06", "precision": "range"},
    ),
    (
        "date",
        {"date.precision": "week", "date.week": "2023-05-04"},
        {"start": "2023-05-04", "end": "2023-05-10", "precision": "week"},
    ),
    (
        "date",
        {"date.precision": "month", "date.month": "2", "date.year": "2024"},
        {"start": "2024-02-01", "end": "2024-02-29", "precision": "month"},
    ),
    (
        "date",
        {"date.precision": "year", "date.only_year": "2023"},
        {"start": "2023-01-01", "end": "2023-12-31", "precision": "year"},
    ),
    ("date", {"date.precision": "unknown"}, {"start": None, "end": None, "precision": "unknown"}),
    ("killed", {"killed.min": "٤"}, {"min": 4, "max": 4}),
    ("killed", {"killed.min": "2", "killed.max": "6"}, {"min": 2, "max": 6}),
    ("killed", {"killed.min": "2", "killed.open": "on"}, {"min": 2, "max": None}),
    ("killed", {"killed.min": "90", "killed.approx": "on"}, {"min": 90, "max": 90, "approx": True}),
    ("killed", {"killed.min": ""}, None),
    (
        "place",
        {"place.id": "172955", "place.precision": "near", "place.text": "قرب الرقة"},
        {"geonameid": 172955, "precision": "near", "text": "قرب الرقة", "country": "SY"},
    ),
    (
        "place",
        {
            "place.lat": "35.5",
            "place.lon": "38.25",
            "place.precision": "exact",
            "place.text": "تل وردة",
            "place.country": "SY",
        },
        {"geonameid": None, "lat": 35.5, "lon": 38.25, "source": "person", "text": "تل وردة"},
    ),
    ("weapons", {"weapons.item": ["ied", "vehicle_bomb"]}, ["ied", "vehicle_bomb"]),
    (
        "harm",
        {
            "harm.group": ["children", "women"],
            "harm.outcome": ["killed", "wounded"],
            "harm.min": ["2", "3"],
            "harm.max": ["", "+"],
        },
        [
            {"outcome": "killed", "group": "children", "min": 2, "max": 2},
            {"outcome": "wounded", "group": "women", "min": 3, "max": None},
        ],
    ),
    (
        "materiel",
        {"materiel.object": "tank", "materiel.effect": "destroyed", "materiel.count": "2"},
        [{"object": "tank", "effect": "destroyed", "count": 2}],
    ),
    (
        "claimed_by",
        {"claimed_by.item": '{"id": "is_core"}', "claimed_by.channel": "Telegram"},
        [{"id": "is_core", "channel": "Telegram"}],
    ),
    (
        "attribution",
        {
            "attribution.id": "",
            "attribution.name": "الشرطة",
            "attribution.role": "says",
            "attribution.text": "",
        },
        [{"id": None, "name": "الشرطة", "role": "says"}],
    ),
    ("campaign", {"campaign": "غضب"}, "غضب"),
    ("credibility", {"credibility": "1"}, {"value": "1", "suggested": False}),
    (
        "perpetrators",
        {
            "perpetrators.item": [
                '{"id": "is_core"}',
                '{"id": null, "text": "كتيبة الوادي", "category": "rebel"}',
            ]
        },
        [
            {"id": "is_core", "category": "rebel"},
            {"id": None, "text": "كتيبة الوادي", "category": "rebel"},
        ],
    ),
]


def test_a_form_sets_its_field(desk: Desk, single: Event) -> None:
    for field, given, value in FORMS:
        answer = desk.set(desk.now(single), field, given)
        assert answer.status_code == 200, answer.text
        *_, said = desk.store.judgements()
        assert (said.action, said.field, said.by) == (Action.EDIT, field, AUTHOR)
        assert _holds(said.value, value), (field, given, said.value)


def _holds(found: Any, wanted: Any) -> bool:
    """Whether what was saved is what was wanted, other keys aside."""
    if isinstance(wanted, dict):
        return all(_holds(found.get(key), each) for key, each in wanted.items())
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_holds, found, wanted))
    return bool(found == wanted)


FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("killed", {"killed.min": "6", "killed.max": "2"}),
    ("killed", {"killed.min": "many"}),
    ("killed", {"killed.min": "-2"}),
    ("date", {"date.precision": "day", "date.day": "2023-02-30"}),
    (
        "date",
        {"date.precision": "range", "date.start": "2023-05-06", "date.end": "2023-05-04"},
    ),
    ("date", {"date.precision": "month", "date.month": "13", "date.year": "2023"}),
    ("date", {}),
    ("place", {"place.lat": "135", "place.lon": "38", "place.precision": "exact"}),
    ("place", {"place.lat": "35", "place.precision": "exact"}),
    ("place", {"place.id": "nowhere", "place.precision": "exact"}),
    ("place", {"place.text": "تل", "place.precision": ""}),
    ("perpetrators", {"perpetrators.item": "is_core"}),
    ("weapons", {"weapons.item": "catapult"}),
    ("sub_event_type", {"sub_event_type": "picnic"}),
    ("no_field", {}),
]


def test_what_a_form_gets_wrong_is_said_in_the_form_and_nothing_is_written(
    desk: Desk, single: Event
) -> None:
    for field, given in FAULTS:
        seen = "" if field == "no_field" else seen_of(single, field)
        form = {"field": field, f"seen.{field}": seen} | given
        answer = desk.post(f"/events/{single.id}/edit", form)
        assert answer.status_code == 422, (field, given)
        assert answer.headers["hx-retarget"] in ("#editor-fault", "#messages")
    assert list(desk.store.judgements()) == []


def test_all_tolls_stand_in_one_form_and_only_those_that_are_others_now_are_edited(
    desk: Desk, single: Event
) -> None:
    killed = single.killed
    assert killed is not None
    form: dict[str, Any] = {"field": ["killed", "abducted"], "killed.min": str(killed.min)}
    form |= {f"seen.{name}": seen_of(single, name) for name in form["field"]}
    form |= {"killed.max": "" if killed.max is None else str(killed.max), "abducted.min": "3"}
    form |= {"killed.open": "on"} if killed.max is None else {}
    form |= {"killed.approx": "on"} if killed.approx else {}
    desk.post(f"/events/{single.id}/edit", form)
    assert [(each.action, each.field) for each in desk.store.judgements()] == [
        (Action.EDIT, "abducted")
    ]


def test_words_speak_for_the_toll_that_the_form_was_opened_for(desk: Desk, single: Event) -> None:
    form: dict[str, Any] = {"field": ["killed", "abducted"], "for": "killed"}
    form |= {f"seen.{name}": seen_of(single, name) for name in form["field"]}
    form |= {"killed.min": "17", "evidence": evidence(desk, single)}
    desk.post(f"/events/{single.id}/edit", form)
    assert [each.field for each in desk.store.judgements()] == ["killed"]


def test_a_value_that_is_saved_as_it_was_is_accepted(desk: Desk, single: Event) -> None:
    desk.set(single, "status", {"status": single.status.value})
    [said] = desk.store.judgements()
    assert (said.action, said.field) == (Action.ACCEPT, "status")


def test_a_value_can_be_taken_away(desk: Desk, single: Event) -> None:
    desk.set(single, "place", {"none": "1"})
    assert desk.now(single).place is None


def evidence(desk: Desk, event: Event, quote: str | None = None, **other: Any) -> str:
    """Words of the event's article as the page sends them."""
    document = desk.store.document(event.doc_ids[0])
    assert document is not None
    quote = quote or document.text.split()[0]
    start = document.text.find(quote)
    given = {"doc_id": document.id, "part": None, "start": start, "end": start + len(quote)}
    return json.dumps(given | {"quote": quote} | other)


def test_marked_words_become_the_evidence_of_the_value(desk: Desk, single: Event) -> None:
    words = evidence(desk, single)
    desk.set(single, "killed", {"killed.min": "11", "evidence": words})
    now = desk.now(single)
    own = [e for e in now.evidence if e.field == "killed" and "judgement/" in (e.rule or "")]
    assert [e.quote for e in own] == [json.loads(words)["quote"]]


def test_words_that_do_not_stand_where_the_page_says_are_refused(desk: Desk, single: Event) -> None:
    for fault in ({"start": 3}, {"quote": "كلمات أخرى"}, {"doc_id": "another"}):
        words = evidence(desk, single, **fault)
        answer = desk.set(single, "killed", {"killed.min": "11", "evidence": words})
        assert answer.status_code == 422
    assert list(desk.store.judgements()) == []


def test_a_field_that_others_set_meanwhile_is_not_overwritten_unless_one_says_so(
    desk: Desk, single: Event
) -> None:
    judge.record(desk.store, judge.edit(desk.store, single.id, MARYAM, field="killed", value="7"))
    answer = desk.set(single, "killed", {"killed.min": "11"})
    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "#editor-fault"
    assert "Maryam" in answer.text
    killed = desk.now(single).killed
    assert killed is not None
    assert killed.min == 7
    [fresh] = re.findall(r'name="seen.killed"[^>]* value="(\w+)"', answer.text)
    desk.post(
        f"/events/{single.id}/edit",
        {"field": "killed", "seen.killed": fresh, "killed.min": "11"},
    )
    assert said_on(desk.now(single)) == [("edit", "Maryam"), ("edit", AUTHOR)]


def test_what_others_say_of_another_field_stands_in_nobodys_way(desk: Desk, single: Event) -> None:
    judge.record(
        desk.store, judge.edit(desk.store, single.id, MARYAM, field="status", value="denied")
    )
    assert desk.set(single, "killed", {"killed.min": "11"}).status_code == 200


def test_a_rejection_keeps_the_code_of_its_reason_and_the_event_is_gone(
    desk: Desk, single: Event
) -> None:
    answer = desk.act(
        single, "reject", code="figurative", added="a boxing match", report=single.mention_ids[0]
    )
    assert answer.status_code == 200
    [said] = desk.store.judgements()
    assert said.reason == "figurative: a boxing match"
    assert desk.store.event(single.id) is None
    back = desk.post(f"/events/{single.id}/undo", {"judgement": said.id})
    assert f'data-event="{single.id}"' in back.text


def test_another_reason_needs_words(desk: Desk, single: Event) -> None:
    report = single.mention_ids[0]
    assert desk.act(single, "reject", code="other", report=report).status_code == 422
    assert desk.act(single, "reject", code="nonsense", report=report).status_code == 422
    assert list(desk.store.judgements()) == []


def test_one_report_of_several_can_be_rejected(desk: Desk, several: Event) -> None:
    away = several.mention_ids[-1]
    desk.act(several, "reject", code="old", report=away)
    left = desk.store.events_holding(several.mention_ids[:1])[0]
    assert away not in left.mention_ids
    assert desk.store.events_holding([away]) == ()


def test_reports_are_parted_and_joined_again(desk: Desk, several: Event) -> None:
    away = several.mention_ids[-1]
    answer = desk.act(several, "split", report=away)
    assert answer.status_code == 200
    [other] = desk.store.events_holding([away])
    assert other.id != several.id
    [own] = desk.store.events_holding(several.mention_ids[:1])
    answer = desk.act(own, "join", other=other.id)
    assert answer.status_code == 200
    [joined] = desk.store.events_holding(several.mention_ids)
    assert set(joined.mention_ids) >= set(several.mention_ids)
    assert [each.action for each in desk.store.judgements()] == [Action.SPLIT, Action.JOIN]


def test_a_split_leaves_a_report_on_each_side(desk: Desk, several: Event) -> None:
    assert desk.act(several, "split").status_code == 422
    assert desk.act(several, "split", report=list(several.mention_ids)).status_code == 422
    assert list(desk.store.judgements()) == []


def test_what_may_be_the_same_incident_is_near_or_found_by_words(
    desk: Desk, several: Event
) -> None:
    desk.act(several, "split", report=several.mention_ids[-1])
    [own] = desk.store.events_holding(several.mention_ids[:1])
    [other] = desk.store.events_holding(several.mention_ids[-1:])
    near = desk.client.get(f"/events/{own.id}/join").text
    assert f'value="{other.id}"' in near
    assert f'value="{own.id}"' not in near
    found = desk.client.get(f"/events/{own.id}/join/candidates?q={other.id}").text
    assert f'value="{other.id}"' in found
    compared = desk.client.get(f"/events/{own.id}/join/compare?other={other.id}")
    assert compared.status_code == 200


def test_every_form_opens_in_both_languages(desk: Desk, several: Event) -> None:
    for language in ("ar", "en"):
        for field in EDITABLE:
            answer = desk.client.get(f"/events/{several.id}/edit?field={field}&lang={language}")
            assert f'data-editing="{field}"' in answer.text
        for action in ("reject", "join", "split"):
            answer = desk.client.get(f"/events/{several.id}/{action}?lang={language}")
            assert "<dialog" in answer.text


def test_marked_words_open_a_form_with_them(desk: Desk, single: Event) -> None:
    words = evidence(desk, single)
    answer = desk.client.get(
        f"/events/{single.id}/edit", params={"field": "killed", "evidence": words}
    )
    assert json.loads(words)["quote"] in answer.text


def test_hostile_words_stay_words(desk: Desk, single: Event) -> None:
    words = json.dumps({"quote": '"><script>alert(1)</script>', "start": 0, "end": 3})
    answer = desk.client.get(
        f"/events/{single.id}/edit", params={"field": "killed", "evidence": words}
    )
    assert "<script" not in answer.text
    listed = desk.client.get("/pick/parties", params={"box": "l", "q": "<script>alert(1)"})
    assert "<script" not in listed.text


CHOICES = [
    ("/pick/types?q=غارة&lang=ar", 'data-value="air_strike"'),
    ("/pick/types?q=air&lang=ar", 'data-value="air_strike"'),
    ("/pick/types?q=barrel&lang=en", 'data-value="air_strike"'),
    ("/pick/types?q=zzz&lang=en", 'aria-disabled="true"'),
    ("/pick/parties?q=داعش&lang=en", "is_core"),
    ("/pick/places?q=منبج&lang=en", "Manbij"),
    ("/pick/weapons?q=bomb&lang=ar", 'data-value="vehicle_bomb"'),
    ("/pick/place?place_id=172955", 'value="35.9'),
    ("/pick/place?lat=35&lon=38", 'value="35.0"'),
    ("/pick/place?", 'name="place.lat"'),
]


def test_choices_are_found_in_either_language(desk: Desk) -> None:
    for query, found in CHOICES:
        assert found in desk.client.get(f"{query}&box=l").text, query


def test_an_outlet_is_graded_in_every_event_that_it_tells_of(desk: Desk, several: Event) -> None:
    outlet = next(a.outlet for a in several.accounts if a.outlet)
    answer = desk.post("/outlets/grade", {"outlet": outlet, "grade": "B", "event": several.id})
    assert answer.status_code == 200
    grades = {a.reliability.value for a in desk.now(several).accounts if a.outlet == outlet}
    assert grades == {"B"}
