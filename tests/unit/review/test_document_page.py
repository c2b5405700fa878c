"""The page of a document, and what its form adds, as the server answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from tests.review import AUTHOR, Client, client_of, demo_store

from rasd.model import Action, ReviewState
from rasd.store import open_store

DOC = "madar-0625-hasad"
MISSED = "عثرت قوة من الحشد الشعبي"
TOLD = "قتل جنديان"


@pytest.fixture
def served(place: str) -> Iterator[tuple[Client, str]]:
    demo_store(place)
    with client_of(place) as client:
        yield client, place


def words(place: str, said: str) -> str:
    """Words of the document as the page sends them."""
    with open_store(place) as store:
        document = store.document(DOC)
    assert document is not None
    start = document.text.index(said)
    marked = {"doc_id": DOC, "part": None, "start": start, "end": start + len(said), "quote": said}
    return json.dumps(marked)


def form(place: str, **given: Any) -> dict[str, Any]:
    """A form that adds a seizure of weapons."""
    return {
        "doc": DOC,
        "evidence": words(place, MISSED),
        "evidence.field": "event",
        "sub_event_type": "weapons_seizure",
        "status": "reported",
        "date.precision": "day",
        "date.day": "2023-06-25",
    } | given


def added(place: str) -> list[Any]:
    with open_store(place) as store:
        return [judgement for judgement in store.judgements() if judgement.action is Action.ADD]


def test_a_document_shows_what_is_read_in_it_and_leads_to_each_event(
    served: tuple[Client, str],
) -> None:
    client, place = served
    page = client.get(f"/documents/{quote(DOC)}").text
    with open_store(place) as store:
        events = store.events_holding([m.id for m in store.mentions_of([DOC])])
    assert events
    assert all(page.count(f'href="/events/{event.id}"') >= 2 for event in events)


def test_a_document_that_is_not_there_is_not_found(served: tuple[Client, str]) -> None:
    assert served[0].get("/documents/nowhere").status_code == 404
    assert served[0].get("/additions/new?doc=nowhere").status_code == 404


def test_the_form_has_the_words_that_were_marked(served: tuple[Client, str]) -> None:
    client, place = served
    given = {"doc": DOC, "evidence": words(place, MISSED)}
    assert MISSED in client.get("/additions/new", params=given).text


def test_an_added_event_is_shown_and_listed(served: tuple[Client, str]) -> None:
    client, place = served
    answer = client.post("/additions", form(place, **{"killed.min": "2", "killed.open": "on"}))
    assert answer.status_code == 200
    address = answer.headers["hx-push-url"]
    with open_store(place) as store:
        event = store.event(address.removeprefix("/events/"))
    assert event is not None
    assert event.review is not None
    assert (event.review.state, event.review.by) == (ReviewState.ADDED, AUTHOR)
    assert event.killed is not None
    assert (event.killed.min, event.killed.max) == (2, None)
    assert event.place is None
    assert AUTHOR in client.get(f"/documents/{quote(DOC)}").text
    for page in (address, "/queue", "/events?review=added"):
        assert client.get(page).status_code == 200


def test_an_addition_taken_back_leads_to_its_document(served: tuple[Client, str]) -> None:
    client, place = served
    address = client.post("/additions", form(place)).headers["hx-push-url"]
    answer = client.post(f"{address}/undo")
    assert answer.status_code == 200
    assert answer.headers["hx-push-url"] == f"/documents/{quote(DOC)}"
    assert 'id="document"' in answer.text
    with open_store(place) as store:
        assert not [event for event in store.events() if event.review]


def test_words_that_show_a_field_are_its_evidence(served: tuple[Client, str]) -> None:
    client, place = served
    marked = [words(place, MISSED), words(place, "12 عبوة ناسفة")]
    both = {"evidence": marked, "evidence.field": ["event", "date"]}
    assert client.post("/additions", form(place, **both)).status_code == 200
    [said] = added(place)
    assert [(e.field, e.quote) for e in said.evidence] == [
        ("event", MISSED),
        ("date", "12 عبوة ناسفة"),
    ]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"sub_event_type": ""}, "اختر نوع الحدث"),
        ({"evidence": ""}, "حدد في المقال الكلمات"),
        ({"evidence": "{"}, "لم تُفهم الاستمارة"),
        ({"evidence.field": "place"}, "حدد في المقال الكلمات"),
        ({"date.day": "2023-02-31"}, "اكتب يوما صحيحا"),
        ({"killed.min": "many"}, "ليس عددا"),
        ({"place.text": "القيارة"}, "اختر دقة المكان"),
    ],
)
def test_what_cannot_stand_is_said_in_the_form(
    served: tuple[Client, str], given: dict[str, Any], complaint: str
) -> None:
    client, place = served
    answer = client.post("/additions", form(place, **given))
    assert answer.status_code == 422
    assert complaint in answer.text
    assert answer.headers["hx-retarget"] == "#editor-fault"
    assert added(place) == []


def test_what_is_known_is_named_by_its_number(served: tuple[Client, str]) -> None:
    client, place = served
    known = {"evidence": words(place, TOLD), "sub_event_type": "remote_explosive", "date.day": ""}
    answer = client.post("/additions", form(place, **known))
    assert answer.status_code == 422
    assert "رقم 1" in answer.text


def test_words_that_do_not_stand_there_are_refused(served: tuple[Client, str]) -> None:
    client, place = served
    forged = json.dumps(json.loads(words(place, MISSED)) | {"quote": TOLD})
    answer = client.post("/additions", form(place, evidence=forged))
    assert answer.status_code == 422
    assert added(place) == []


def test_an_addition_without_the_token_of_the_page_is_refused(served: tuple[Client, str]) -> None:
    client, place = served
    assert client.http.post("/additions", data=form(place)).status_code == 403
    assert added(place) == []
